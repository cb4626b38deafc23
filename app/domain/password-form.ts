import * as v from 'valibot'
import { secret } from './form-fields.ts'

/**
 * Whether a password meets GB/T 22239-2019 as assessors read it: 8 characters and more, at least
 * three of capitals, small letters, digits and signs, and not the account's name in it.
 */
export const isStrongPassword = (password: string, account: string): boolean =>
  [...password].length >= 8 &&
  characterClasses.filter((pattern) => pattern.test(password)).length >= 3 &&
  !password.toLowerCase().includes(account.toLowerCase())

const characterClasses = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/]

/** The worker's own change of password; `account` is whose. */
export const passwordForm = (account: string) =>
  v.pipe(
    v.object({
      present: secret('请填写现在的密码'),
      next: v.pipe(
        secret('请填写新密码'),
        v.check(
          (password) => isStrongPassword(password, account),
          '新密码至少8位，大写字母、小写字母、数字、符号至少用三种，且不能含账号名',
        ),
      ),
      again: secret('请再填一次新密码'),
    }),
    v.forward(
      v.partialCheck(
        [['present'], ['next']],
        ({ present, next }) => present !== next,
        '新密码不能和现在的一样，请换一个',
      ),
      ['next'],
    ),
    v.forward(
      v.partialCheck(
        [['next'], ['again']],
        ({ next, again }) => next === again,
        '两次填写的新密码不一样，请再填一次',
      ),
      ['again'],
    ),
  )
