import { Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { shortDayText } from './dates.ts'

/** The latest incidents of the window, and the way to all of them. */
export function GridIncidents({
  incidents,
  all,
}: {
  incidents: readonly {
    id: number
    number: string
    occurredOn: string
    categoryLabel: string | null
  }[]
  /** The address of the whole list; null where incidents are stored under other boundaries. */
  all: string | null
}) {
  return (
    <section className="card" aria-labelledby="incidents">
      <Title order={2} id="incidents">
        近期事件
      </Title>
      {incidents.length === 0 ? (
        <Text>近期没有有效事件。</Text>
      ) : (
        <ul className="plain">
          {incidents.map(({ id, number, occurredOn, categoryLabel }) => (
            <li key={id}>
              {shortDayText(occurredOn)} <Link to={`/incidents/${id}`}>{number}</Link>{' '}
              {categoryLabel ?? '其他'}
            </li>
          ))}
        </ul>
      )}
      {all !== null && (
        <Text mt="xs">
          <Link to={all}>查看全部事件</Link>
        </Text>
      )}
    </section>
  )
}
