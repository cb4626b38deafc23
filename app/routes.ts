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
  route('disputes', 'routes/disputes.tsx'),
  route('disputes/new', 'routes/disputes.new.tsx'),
  route('disputes/:disputeId', 'routes/disputes.$disputeId.tsx'),
  route('disputes/:disputeId/stage', 'routes/disputes.$disputeId.stage.tsx'),
  route('disputes/:disputeId/parties', 'routes/disputes.$disputeId.parties.tsx'),
  route('disputes/:disputeId/panel', 'routes/disputes.$disputeId.panel.tsx'),
  route('disputes/:disputeId/methods', 'routes/disputes.$disputeId.methods.tsx'),
  route('disputes/:disputeId/visits', 'routes/disputes.$disputeId.visits.tsx'),
  route('visits', 'routes/visits.tsx'),
  route('visits/:visitId', 'routes/visits.$visitId.tsx'),
  route('imports', 'routes/imports.tsx'),
  route('imports/new', 'routes/imports.new.tsx'),
  route('imports/:batchId', 'routes/imports.$batchId.tsx'),
] satisfies RouteConfig
