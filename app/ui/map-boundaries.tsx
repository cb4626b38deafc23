import { Button, Text, TextInput } from '@mantine/core'
import { Form, Link } from '@remix-run/react'
import type { Day } from '../domain/day.ts'
import { type MapFilter, mapAddress } from '../domain/map-filter.ts'
import { dayText } from './dates.ts'

/** Whose boundaries are shown: a line that says so and leads back, and a day to choose. */
export function MapBoundaries({ filter, asOf }: { filter: MapFilter; asOf: Day }) {
  const { boundariesOn } = filter
  return (
    <>
      {boundariesOn !== null && (
        <Text role="status">
          按{dayText(boundariesOn)}的边界，事件按坐标重新归格，不改动已存的评定。
          <Link to={mapAddress(filter, { boundariesOn: null })}>回到{dayText(asOf)}的边界</Link>
        </Text>
      )}
      <details className="map-boundaries" key={boundariesOn}>
        <summary>边界日期</summary>
        <Form method="get" action="/map" className="map-month">
          {[...new URL(mapAddress(filter, { page: 1 }), 'http://map').searchParams]
            .filter(([name]) => name !== 'on')
            .map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
          <TextInput
            type="date"
            name="on"
            aria-label="边界日期"
            defaultValue={boundariesOn ?? asOf}
            required
          />
          <Button type="submit" variant="default" size="lg">
            按这天的边界看
          </Button>
        </Form>
      </details>
    </>
  )
}
