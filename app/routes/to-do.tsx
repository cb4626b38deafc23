import { Title } from '@mantine/core'
import type { MetaFunction } from '@remix-run/node'
import { guardLoader } from '~/server/guard.server.ts'

export const meta: MetaFunction = () => [{ title: '待办 · 和格' }]

export const loader = guardLoader('own.account', () => null)

export default function ToDo() {
  return <Title order={1}>待办</Title>
}
