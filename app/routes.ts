import type { RouteConfig } from '@remix-run/route-config'
import { index, route } from '@remix-run/route-config'

export default [
  index('routes/to-do.tsx'),
  route('login', 'routes/login.tsx'),
  route('logout', 'routes/logout.tsx'),
  route('account', 'routes/account.tsx'),
  route('password', 'routes/password.tsx'),
] satisfies RouteConfig
