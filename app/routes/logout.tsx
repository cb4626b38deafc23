import { redirect } from '@remix-run/node'
import { guardAction } from '~/server/guard.server.ts'
import { closeSession, sessionCookie } from '~/server/session.server.ts'

export const action = guardAction('own.account', async ({ desk, context }) => {
  if (context.sessionId !== null) await closeSession(desk.db, context.sessionId)
  const cookie = sessionCookie(context.secureCookies)
  return redirect('/login', {
    headers: { 'Set-Cookie': await cookie.serialize('', { maxAge: 0 }) },
  })
})
