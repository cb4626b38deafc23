import type { RouteConfig } from '@remix-run/route-config'
import { index, route } from '@remix-run/route-config'

export default [
  index('routes/to-do.tsx'),
  route('login', 'routes/login.tsx'),
  route('logout', 'routes/logout.tsx'),
  route('account', 'routes/account.tsx'),
  route('password', 'routes/password.tsx'),
  route('workers', 'routes/workers.tsx'),
  route('workers/new', 'routes/workers.new.tsx'),
  route('workers/:workerId', 'routes/workers.$workerId.tsx'),
  route('audit', 'routes/audit.tsx'),
] satisfies RouteConfig
