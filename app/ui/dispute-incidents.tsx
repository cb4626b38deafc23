import { Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { dayText } from './dates.ts'

/** The incidents it grew from; nothing where there are none. */
export const DisputeIncidents = ({
  incidents,
}: {
  incidents: readonly {
    id: number
    number: string
    occurredOn: string
    categoryLabel: string | null
  }[]
}) =>
  incidents.length === 0 ? null : (
    <section className="card" aria-labelledby="incidents">
      <Title order={2} id="incidents">
        相关事件
      </Title>
      <ul className="visit-list">
        {incidents.map(({ id, number, occurredOn, categoryLabel }) => (
          <li key={id}>
            <Link to={`/incidents/${id}`} className="row-link">
              {number}
            </Link>{' '}
            {categoryLabel} {dayText(occurredOn)}
          </li>
        ))}
      </ul>
    </section>
  )
