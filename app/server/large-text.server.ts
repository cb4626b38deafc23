import { createCookie } from '@remix-run/node'

/** 大字: a preference of this device, kept for a year. */
export const largeTextCookie = createCookie('large-text', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  maxAge: 365 * 24 * 3600,
})
