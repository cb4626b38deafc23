import { Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { type MetaFunction, redirect } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { listAreasUnder } from '#db/areas.ts'
import { findMonthStartDay } from '#db/settings.ts'
import { isMonth } from '~/domain/day.ts'
import { pathsWithin } from '~/domain/permissions.ts'
import { monthAfter, monthOf, monthsBetween } from '~/domain/statistic-month.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { AreaSelect } from '~/ui/area-select.tsx'
import { monthText } from '~/ui/dates.ts'

export const meta: MetaFunction = () => [{ title: '月报 · 和格' }]

const monthsOffered = 25

/** Which area and which month; a choice leads to the report itself. */
export const loader = guardLoader('report.read', async ({ desk, url }) => {
  const month = url.searchParams.get('month')
  if (month !== null && isMonth(month)) {
    throw redirect(
      `/reports/${month}?area=${encodeURIComponent(url.searchParams.get('area') ?? '')}`,
    )
  }
  const running = monthOf(desk.today, await findMonthStartDay(desk.db))
  const paths = pathsWithin(desk.worker, 'report.read')
  const areas = (await Promise.all(paths.map((path) => listAreasUnder(desk.db, path)))).flat()
  // Whoever reaches the whole tree is spared its villages, which every report leads on to.
  const offered = paths.includes('/') ? areas.filter(({ level }) => level !== 'village') : areas
  return {
    running,
    months: monthsBetween(monthAfter(running, 1 - monthsOffered), running).reverse(),
    areas: [
      ...new Map(offered.map(({ code, name, path }) => [code, { code, name, path }])).values(),
    ],
  }
})

export default function Reports() {
  const { running, months, areas } = useLoaderData<typeof loader>()
  return (
    <Stack maw={640}>
      <Title order={1}>月报</Title>
      {areas.length === 0 ? (
        <Text>还没有导入行政区划。请管理员先导入区划和网格，月报随后就有。</Text>
      ) : (
        <Form method="get" className="card">
          <Stack>
            <Text>选择辖区和统计月份，打开后可以直接打印。</Text>
            <AreaSelect
              name="area"
              label="辖区"
              none={areas[0]?.name ?? ''}
              areas={areas.slice(1)}
            />
            <NativeSelect
              name="month"
              label="统计月份"
              defaultValue={monthAfter(running, -1)}
              data={months.map((month) => ({
                value: month,
                label: monthText(month) + (month === running ? '（本月未结束）' : ''),
              }))}
            />
            <Group>
              <Button type="submit" size="lg">
                打开月报
              </Button>
            </Group>
          </Stack>
        </Form>
      )}
    </Stack>
  )
}
