import '@mantine/core/styles.css'
import './styles/screen.css'
import './styles/print.css'
import { MantineProvider, mantineHtmlProps } from '@mantine/core'
import type { LinksFunction, MetaFunction } from '@remix-run/node'
import {
  type ErrorResponse,
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { useContext } from 'react'
import { findSetting } from '#db/settings.ts'
import { contextOf } from './server/context.server.ts'
import { open, type SignInNeeded } from './server/guard.server.ts'
import { largeTextCookie } from './server/large-text.server.ts'
import { NonceContext } from './ui/nonce.ts'
import { Problem } from './ui/problem.tsx'
import { menuOf, Shell } from './ui/shell.tsx'
import { SignIn } from './ui/sign-in.tsx'
import { cssVariables, theme } from './ui/theme.ts'

export const links: LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${isSignInNeeded(error) ? '登录' : '打不开这一页'} · 和格` : '和格' },
  { name: 'description', content: '警格与综治网格一张图，矛盾纠纷一本账' },
]

export const loader = open(async ({ request, context }) => {
  const { db, worker } = contextOf(context)
  return {
    siteName: await findSetting(db, 'siteName'),
    worker: worker && { name: worker.name, unit: worker.unit },
    menu: worker ? menuOf(worker) : [],
    largeText: (await largeTextCookie.parse(request.headers.get('Cookie'))) === true,
  }
})

export function Layout({ children }: { children: React.ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root')
  const nonce = useContext(NonceContext)
  return (
    <html
      lang="zh-CN"
      {...mantineHtmlProps}
      data-mantine-color-scheme="light"
      data-large-text={root?.largeText ? '' : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          forceColorScheme="light"
          deduplicateCssVariables={false}
        >
          <a className="skip-link" href="#main">
            跳到正文
          </a>
          {children}
        </MantineProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  const root = useRouteLoaderData<typeof loader>('root')
  return (
    <Shell
      siteName={root?.siteName ?? '和格'}
      worker={root?.worker ?? null}
      menu={root?.menu ?? []}
    >
      <Outlet />
    </Shell>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  const root = useRouteLoaderData<typeof loader>('root')
  const shell = {
    siteName: root?.siteName ?? '和格',
    worker: root?.worker ?? null,
    menu: root?.menu ?? [],
  }
  if (isSignInNeeded(error)) {
    const { next, fields } = error.data
    return (
      <Shell {...shell} worker={null} menu={[]}>
        <SignIn next={next} draft={fields} expired />
      </Shell>
    )
  }
  return (
    <Shell {...shell}>
      <Problem status={isRouteErrorResponse(error) ? error.status : 500} />
    </Shell>
  )
}

const isSignInNeeded = (error: unknown): error is ErrorResponse & { data: SignInNeeded } =>
  isRouteErrorResponse(error) && error.status === 401
