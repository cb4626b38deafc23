import { Alert, Group, Stack, Text, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { useSyncExternalStore } from 'react'
import { parseForm } from '~/domain/form.ts'
import { importRefusalText } from '~/domain/import-problems.ts'
import { layerLabels } from '~/domain/labels.ts'
import { mergeForm, type RedrawStep, redrawingForm } from '~/domain/redrawing.ts'
import { boundaryQueryOf } from '~/server/boundary-query.server.ts'
import { formOf } from '~/server/fields.server.ts'
import { guardAction, guardLoader, notFound } from '~/server/guard.server.ts'
import { describeDrawing, mostGrids } from '~/services/boundary-drawing.server.ts'
import { type Redrafted, redrawBoundaries } from '~/services/boundary-redraw.server.ts'
import '~/styles/boundary.css'
import { BoundaryDesk } from '~/ui/boundary-desk.tsx'
import { BoundaryMergeForm } from '~/ui/boundary-merge-form.tsx'
import { redrawRefusals } from '~/ui/boundary-words.ts'
import { dayText } from '~/ui/dates.ts'
import { ErrorSummary } from '~/ui/form.tsx'

export const meta: MetaFunction = () => [{ title: '调整边界 · 和格' }]

export const loader = guardLoader('import.run', async (args) => {
  const query = boundaryQueryOf(args)
  if (query.areaCode === null && query.code === null) throw redirect('/boundaries')
  const described = await describeDrawing(args.desk, query)
  if (!described) throw notFound()
  const { length } = described.grids
  const problem = length === 0 ? 'noGrids' : length > mostGrids ? 'tooMany' : null
  const address = `/boundaries/${query.layer}/grids${args.url.search}`
  return { ...described, query, address, problem } as const
})

export const action = guardAction('import.run', async (args) => {
  const query = boundaryQueryOf(args)
  const form = await formOf(args.request)
  const isMerge = form.get('act') === 'merge'
  const parsed = isMerge ? parseForm(mergeForm, form) : parseForm(redrawingForm, form)
  if (!parsed.ok) return refused(parsed.problems, 422)
  const { on, mark } = parsed.value
  const steps = 'steps' in parsed.value ? parsed.value.steps : [mergeOf(form, parsed.value)]
  const redrafted = await redrawBoundaries(args.desk, { ...query, on }, { mark, steps })
  if (redrafted.ok) throw redirect(`/imports/${redrafted.batchId}`)
  return refused({ act: refusalText(redrafted) }, redrafted.reason === 'refused' ? 422 : 409, {
    isOutdated: redrafted.reason === 'boundariesChanged',
  })
})

const refused = (
  problems: Record<string, string>,
  status: number,
  { isOutdated } = { isOutdated: false },
) => data({ problems, isOutdated }, { status })

const mergeOf = (form: FormData, { keep, name }: { keep: string; name: string | null }) =>
  ({ act: 'merge', codes: form.getAll('codes').map(String), keep, name }) satisfies RedrawStep

function refusalText(refused: Redrafted & { ok: false }): string {
  switch (refused.reason) {
    case 'boundariesChanged':
      return '您画图期间，边界有了变动，请在新的边界上再做一遍'
    case 'noSuchPlace':
      return '这个区域的网格已经不在了，请重新选择区域'
    case 'nothingChanged':
      return '改来改去又回到了原样，没有可以试算的'
    case 'refused':
      return `第 ${refused.at + 1} 步做不了：${redrawRefusals[refused.refusal]}`
    case 'import':
      return importRefusalText(refused.refusal)
  }
}

const placeProblems = {
  noGrids: '这个区域在那一天还没有这一层的网格，请换一个区域或图层。',
  tooMany: '这个区域的网格太多，一次打开会很慢，请选小一些的区域，例如一个乡镇（街道）。',
}

export default function RedrawBoundaries() {
  const { query, address, title, mark, grids, problem } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isAlive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  const { layer, on, areaCode, code } = query
  const exported = new URLSearchParams({ on, ...(areaCode && { area: areaCode }) })
  return (
    <Stack gap="sm" className="boundary-page">
      <Group justify="space-between" align="baseline">
        <Title order={1}>
          调整边界{' '}
          <small>
            {layerLabels[layer]}
            {title && ` · ${title}`}
          </small>
        </Title>
        <Group gap="md">
          <Link to={`/boundaries?layer=${layer}`}>换区域或日期</Link>
          <a href={`/boundaries/${layer}/export?${exported}`} download>
            导出边界
          </a>
        </Group>
      </Group>
      {problem ? (
        <Alert color="blue">{placeProblems[problem]}</Alert>
      ) : (
        <>
          <Text size="sm">打开的是{dayText(on)}在用的边界；改动自那天起生效，以前的统计不变。</Text>
          <ErrorSummary problems={answer?.isOutdated ? {} : (answer?.problems ?? {})} />
          <noscript>
            <BoundaryMergeForm on={on} mark={mark} grids={grids} />
          </noscript>
          {isAlive && (
            <BoundaryDesk
              key={address}
              address={address}
              focus={code}
              on={on}
              isOutdated={answer?.isOutdated ?? false}
            />
          )}
        </>
      )}
    </Stack>
  )
}
