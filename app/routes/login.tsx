import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findSetting } from '#db/settings.ts'
import { listDemoAccounts } from '#db/workers.ts'
import { parseForm } from '~/domain/form.ts'
import { loginForm } from '~/domain/login-form.ts'
import { contextOf } from '~/server/context.server.ts'
import { open } from '~/server/guard.server.ts'
import { forgetTries, takeTry } from '~/server/login-limiter.server.ts'
import { closeSession, openSession, sessionCookie } from '~/server/session.server.ts'
import { findByCredentials } from '~/services/accounts.server.ts'
import { keepDraft } from '~/services/drafts.server.ts'
import { SignIn } from '~/ui/sign-in.tsx'

export const meta: MetaFunction = () => [{ title: '登录 · 和格' }]

export const loader = open(async ({ request, context }) => {
  const { db, worker } = contextOf(context)
  const next = localPath(new URL(request.url).searchParams.get('next'))
  if (worker) throw redirect(next)
  const password = await findSetting(db, 'demoPassword')
  return {
    next,
    demo: password === '' ? null : { password, accounts: await listDemoAccounts(db) },
  }
})

export const action = open(async ({ request, context }: ActionFunctionArgs) => {
  const { db, sealer, now, address, secureCookies, sessionId } = contextOf(context)
  const form = parseForm(loginForm, await request.formData())
  if (!form.ok) return data({ ...form, draft: undefined }, { status: 422 })
  const { account, password, draft } = form.value
  const next = localPath(form.value.next)
  const refuse = (message: string, status: number) =>
    data({ problems: { account: message }, values: { account, next }, draft }, { status })
  if (!(await takeTry(account, address))) return refuse('密码错误次数过多，请 15 分钟后再试', 429)
  const worker = await findByCredentials({ db }, account, password)
  if (!worker) return refuse('账号或密码不对，请核对后再试', 422)
  await forgetTries(account, address)
  if (draft && Object.keys(draft).length > 0)
    await keepDraft({ db, now, sealer }, { workerId: worker.id, path: next, fields: draft })
  if (sessionId !== null) await closeSession(db, sessionId)
  const token = await openSession(db, worker.id, now)
  return redirect(next, {
    headers: { 'Set-Cookie': await sessionCookie(secureCookies).serialize(token) },
  })
})

export default function Login() {
  const { next, demo } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <SignIn
      next={refused?.values.next ?? next}
      account={refused?.values.account ?? ''}
      problems={refused?.problems ?? {}}
      demo={demo}
      {...(refused?.draft ? { draft: refused.draft, expired: true } : {})}
    />
  )
}

/**
 * A path of this site, as a browser would read it and an address may carry it (it drops tabs and
 * line breaks, and takes a backslash for a slash); anything that leads elsewhere is the home page.
 */
function localPath(text: string | null | undefined): string {
  const here = 'http://here'
  if (!text?.startsWith('/') || !URL.canParse(text, here)) return '/'
  const { origin, pathname, search } = new URL(text, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search : '/'
}
