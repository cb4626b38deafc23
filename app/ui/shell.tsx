import { Group, Text } from '@mantine/core'
import { Form, Link, NavLink, useNavigation } from '@remix-run/react'
import { type Holder, mayAnywhere, type Right } from '../domain/permissions.ts'

export interface MenuEntry {
  to: string
  label: string
  /** Stands in the phone's tab bar too. */
  tab: boolean
}

const everything: readonly (MenuEntry & { right: Right })[] = [
  { to: '/', label: '待办', tab: true, right: 'toDo.read' },
  { to: '/incidents/new', label: '随手报', tab: true, right: 'incident.log' },
  { to: '/map', label: '地图', tab: true, right: 'map.read' },
  { to: '/incidents', label: '事件', tab: false, right: 'incident.read' },
  { to: '/disputes', label: '纠纷', tab: false, right: 'dispute.read' },
  { to: '/reports', label: '月报', tab: false, right: 'report.read' },
  { to: '/imports', label: '导入', tab: false, right: 'import.run' },
  { to: '/boundaries', label: '边界', tab: false, right: 'import.run' },
  { to: '/workers', label: '账号', tab: false, right: 'worker.manage' },
  { to: '/audit', label: '操作记录', tab: false, right: 'audit.read' },
  { to: '/account', label: '我的', tab: true, right: 'own.account' },
]

/** What this worker may open at all. */
export const menuOf = (worker: Holder): MenuEntry[] =>
  everything
    .filter(({ right }) => mayAnywhere(worker, right))
    .map(({ to, label, tab }) => ({ to, label, tab }))

/** The frame of every page: a bar on top, on phones a tab bar at the bottom. */
export function Shell({
  siteName,
  worker,
  menu,
  children,
}: {
  siteName: string
  worker: { name: string; unit: string | null } | null
  menu: MenuEntry[]
  children: React.ReactNode
}) {
  const busy = useNavigation().state !== 'idle'
  return (
    <>
      <div className="busy-bar" data-busy={busy ? '' : undefined} aria-hidden />
      <header className="bar no-print">
        <Link to="/" className="bar-name">
          {siteName}
        </Link>
        <nav className="bar-menu" aria-label="主菜单">
          {menu.map(({ to, label }) => (
            <NavLink key={to} to={to} end={to === '/' || to === '/incidents'}>
              {label}
            </NavLink>
          ))}
        </nav>
        {worker && (
          <Group gap="xs" wrap="nowrap" className="bar-worker">
            <Text size="sm" truncate>
              {worker.name}
              {worker.unit && ` · ${worker.unit}`}
            </Text>
            <Form method="post" action="/logout">
              <button type="submit" className="bar-button">
                退出
              </button>
            </Form>
          </Group>
        )}
      </header>
      <main id="main" className="page" tabIndex={-1}>
        {children}
      </main>
      {menu.length > 0 && (
        <nav className="tabs no-print" aria-label="常用">
          {menu
            .filter(({ tab }) => tab)
            .map(({ to, label }) => (
              <NavLink key={to} to={to} end={to === '/'}>
                {label}
              </NavLink>
            ))}
        </nav>
      )}
    </>
  )
}
