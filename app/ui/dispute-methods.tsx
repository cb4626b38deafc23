import { Button, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { methodLabels } from '../domain/labels.ts'
import type { Method } from '../domain/mediation.ts'
import { dayText } from './dates.ts'

export interface UsedMethod {
  method: Method
  usedOn: string
  note: string | null
}

export const DisputeMethods = ({
  id,
  methods,
  mayHandle,
}: {
  id: number
  methods: readonly UsedMethod[]
  mayHandle: boolean
}) => (
  <section className="card" aria-labelledby="methods">
    <Title order={2} id="methods">
      调解方式
    </Title>
    {methods.length === 0 && <Text>还没有记录。可以同时用几种方式。</Text>}
    <dl className="facts">
      {methods.map(({ method, usedOn, note }) => (
        <div key={method}>
          <dt>{methodLabels[method]}</dt>
          <dd>
            {dayText(usedOn)}
            {note && <div className="free-text">{note}</div>}
          </dd>
        </div>
      ))}
    </dl>
    {mayHandle && (
      <Button component={Link} to={`/disputes/${id}/methods`} variant="default" size="lg">
        记录调解方式
      </Button>
    )}
  </section>
)
