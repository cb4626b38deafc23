import { Text, Title } from '@mantine/core'
import { dayText } from './dates.ts'

/** Who is on duty here: names and units, no phone numbers. */
export const GridPeople = ({
  people,
}: {
  people: readonly { id: number; name: string; unit: string | null; validFrom: string }[]
}) => (
  <section className="card" aria-labelledby="people">
    <Title order={2} id="people">
      值守人员
    </Title>
    {people.length === 0 ? (
      <Text>没有安排值守人员。</Text>
    ) : (
      <ul className="plain">
        {people.map(({ id, name, unit, validFrom }) => (
          <li key={`${id} ${validFrom}`}>
            {name}
            {unit && ` · ${unit}`}
            <Text span size="sm" c="dimmed">
              {' '}
              自{dayText(validFrom)}
            </Text>
          </li>
        ))}
      </ul>
    )}
  </section>
)
