import { expect, test } from 'vitest'
import { parseForm } from '~/domain/form.ts'
import { loginForm } from '~/domain/login-form.ts'
import { isStrongPassword, passwordForm } from '~/domain/password-form.ts'
import { workerForm } from '~/domain/worker-form.ts'

test.each([
  ['Abcdef12', true],
  ['abcdef1!', true],
  ['ABCDEF1!', true],
  ['abcdABC!', true],
  ['Abcde12', false], // seven
  ['abcdefg1', false], // two classes
  ['ABCDEFG1', false],
  ['abcdefgh', false],
  ['密码密码Ab12', true], // what is no letter or digit is a sign
  ['Wang-li-2026', false], // the account's name in it
  ['xxWANG-LI1', false],
])('%j is a strong password of wang-li: %s', (password, answer) => {
  expect(isStrongPassword(password, 'wang-li')).toBe(answer)
})

test('a new password is strong, another one, and typed twice alike', () => {
  const problems = (present: string, next: string, again: string) => {
    const parsed = parseForm(passwordForm('wang-li'), { present, next, again })
    return parsed.ok ? {} : parsed.problems
  }
  expect(problems('Old-pass-1', 'New-pass-2', 'New-pass-2')).toEqual({})
  expect(Object.keys(problems('', '', ''))).toEqual(['present', 'next', 'again'])
  expect(problems('Old-pass-1', 'simple', 'simple')).toHaveProperty('next')
  expect(problems('Old-pass-1', 'Old-pass-1', 'Old-pass-1')).toEqual({
    next: '新密码不能和现在的一样，请换一个',
  })
  expect(problems('Old-pass-1', 'New-pass-2', 'New-pass-3')).toEqual({
    again: '两次填写的新密码不一样，请再填一次',
  })
})

test('a password is taken as typed, an account without the spaces around it', () => {
  expect(parseForm(loginForm, { account: ' wang-li ', password: ' Pass word ' })).toMatchObject({
    ok: true,
    value: { account: 'wang-li', password: ' Pass word ' },
  })
  expect(parseForm(loginForm, {})).toMatchObject({
    problems: { account: '请填写账号', password: '请填写密码' },
  })
})

test('a new account has a plain name and a role; no area means the whole site', () => {
  const worker = { account: 'wang-li', name: '王丽', role: 'mediator' }
  expect(parseForm(workerForm, worker)).toEqual({
    ok: true,
    value: { ...worker, unit: null, areaCode: null },
  })
  for (const account of ['', 'Wang', '王丽', 'ab', '1ab', 'a b c', 'a'.repeat(33)]) {
    expect(parseForm(workerForm, { ...worker, account }), account).toMatchObject({ ok: false })
  }
  expect(parseForm(workerForm, { ...worker, role: 'toString' })).toMatchObject({
    problems: { role: '请选择岗位' },
  })
})
