import { Alert, Button, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { listAreas } from '#db/areas.ts'
import { countGridsOn, findGridOn } from '#db/grids.ts'
import { isLayer, layers } from '~/domain/areas.ts'
import { isDay } from '~/domain/day.ts'
import { layerLabels } from '~/domain/labels.ts'
import { nextMonday } from '~/domain/redrawing.ts'
import { guardLoader } from '~/server/guard.server.ts'
import { AreaSelect } from '~/ui/area-select.tsx'
import { ErrorSummary } from '~/ui/form.tsx'

export const meta: MetaFunction = () => [{ title: '调整边界 · 和格' }]

export const loader = guardLoader('import.run', async ({ desk, url }) => {
  const asked = (name: string) => url.searchParams.get(name)?.trim() ?? ''
  const [layer, area, code] = [asked('layer'), asked('area'), asked('code')]
  const on = isDay(asked('on')) ? asked('on') : nextMonday(desk.today)
  const problems: Record<string, string> = {}
  if (isLayer(layer) && (area !== '' || code !== '')) {
    const isThere = code === '' || (await findGridOn(desk.db, layer, code, on)) !== undefined
    if (isThere) throw redirect(addressOf(layer, { on, area, code }))
    problems.code = `${layerLabels[layer]}里没有代码为 ${code} 的网格，请核对`
  } else if (url.searchParams.has('code')) {
    problems.area = '请选一个区域，或填网格代码'
  }
  const [areas, ...counts] = await Promise.all([
    listAreas(desk.db),
    ...layers.map((each) => countGridsOn(desk.db, each, on)),
  ])
  const choices = areas
    .filter(({ level }) => level !== 'prefecture' && level !== 'village')
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ code, name, path }) => ({ code, name, path }))
  const status = Object.keys(problems).length > 0 ? 422 : 200
  return data(
    {
      problems,
      on,
      values: { layer: isLayer(layer) ? layer : 'governance', area, code },
      areas: choices,
      counts: layers.map((each, index) => ({ layer: each, grids: counts[index] ?? 0 })),
    },
    { status },
  )
})

/** A code alone opens what lies round it. */
function addressOf(layer: string, stated: { on: string; area: string; code: string }): string {
  const search = new URLSearchParams(Object.entries(stated).filter(([, value]) => value !== ''))
  return `/boundaries/${layer}?${search}`
}

export default function Boundaries() {
  const { problems, on, values, areas, counts } = useLoaderData<typeof loader>()
  if (counts.every(({ grids }) => grids === 0)) {
    return (
      <Stack>
        <Title order={1}>调整边界</Title>
        <Alert color="blue" title="还没有边界">
          请先在<Link to="/imports/new">导入</Link>里导入警格和综治网格的边界。
        </Alert>
      </Stack>
    )
  }
  return (
    <Stack maw={640}>
      <Title order={1}>调整边界</Title>
      <Text>
        划分、合并网格，或改两个网格之间的边界。先试算，看清哪些事件、纠纷、户数和值守人员会跟着变，再定从哪天起生效；生效以后也可以撤销。
      </Text>
      <ErrorSummary problems={problems} />
      <Form method="get" className="card">
        <Stack>
          <NativeSelect name="layer" label="图层" defaultValue={values.layer}>
            {counts.map(({ layer, grids }) => (
              <option key={layer} value={layer}>
                {layerLabels[layer]}（{grids} 个）
              </option>
            ))}
          </NativeSelect>
          <AreaSelect
            id="area"
            name="area"
            label="区域"
            areas={areas}
            none="不限，按网格代码找"
            defaultValue={values.area}
            error={problems.area}
          />
          <TextInput
            id="code"
            name="code"
            label="网格代码（填了就直接打开它）"
            defaultValue={values.code}
            error={problems.code}
            autoComplete="off"
          />
          <TextInput
            name="on"
            type="date"
            label="新边界从哪天起"
            description="默认下周一；打开的是那一天在用的边界"
            defaultValue={on}
          />
          <Button type="submit" size="lg">
            打开
          </Button>
        </Stack>
      </Form>
      <section className="card">
        <Stack gap="xs">
          <Title order={2}>用别的软件改</Title>
          <Text>
            导出边界，在 QGIS 等软件里改好，再到<Link to="/imports/new">导入</Link>
            里导入：改动同样先看后定。
          </Text>
          {counts
            .filter(({ grids }) => grids > 0)
            .map(({ layer }) => (
              <a key={layer} href={`/boundaries/${layer}/export?on=${on}`} download>
                导出{layerLabels[layer]}边界（GeoJSON，{on} 在用）
              </a>
            ))}
        </Stack>
      </section>
    </Stack>
  )
}
