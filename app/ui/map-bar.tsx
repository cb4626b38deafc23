import { Button, NativeSelect } from '@mantine/core'
import { Form, Link, useSubmit } from '@remix-run/react'
import { layers } from '../domain/areas.ts'
import type { Month } from '../domain/day.ts'
import { layerLabels } from '../domain/labels.ts'
import { type MapFilter, mapAddress } from '../domain/map-filter.ts'
import { monthAfter, monthsBetween } from '../domain/statistic-month.ts'
import { monthText } from './dates.ts'

/** How many months the list of months goes back; older ones have their address. */
const monthsListed = 36

/** Which layer and which month. */
export function MapBar({
  filter,
  month,
  running,
}: {
  filter: MapFilter
  month: Month
  running: Month
}) {
  const submit = useSubmit()
  const listed = monthsBetween(monthAfter(running, -monthsListed), running).reverse()
  const months = listed.includes(month) ? listed : [...listed, month]
  return (
    <>
      <nav className="choice-bar" aria-label="图层">
        {layers.map((layer) => (
          <Link
            key={layer}
            to={mapAddress(filter, { layer })}
            aria-current={layer === filter.layer ? 'page' : undefined}
          >
            {layerLabels[layer]}
          </Link>
        ))}
      </nav>
      <Form method="get" action="/map" className="map-month">
        <input type="hidden" name="layer" value={filter.layer} />
        {filter.colours.length > 0 && (
          <input type="hidden" name="colour" value={filter.colours.join(',')} />
        )}
        {filter.areaCode && <input type="hidden" name="area" value={filter.areaCode} />}
        {filter.view && <input type="hidden" name="view" value={filter.view} />}
        {filter.boundariesOn && <input type="hidden" name="on" value={filter.boundariesOn} />}
        <Button
          component={Link}
          to={mapAddress(filter, { month: monthAfter(month, -1) })}
          variant="default"
          size="lg"
          px="sm"
          aria-label="上一月"
        >
          ‹
        </Button>
        <NativeSelect
          key={month}
          name="month"
          aria-label="月份"
          defaultValue={month}
          onChange={(event) => submit(event.currentTarget.form)}
        >
          {months.map((month) => (
            <option key={month} value={month}>
              {monthText(month)}
            </option>
          ))}
        </NativeSelect>
        {month < running ? (
          <Button
            component={Link}
            to={mapAddress(filter, { month: monthAfter(month, 1) })}
            variant="default"
            size="lg"
            px="sm"
            aria-label="下一月"
          >
            ›
          </Button>
        ) : null}
        <Button type="submit" variant="default" size="lg" className="without-script">
          查看
        </Button>
      </Form>
    </>
  )
}
