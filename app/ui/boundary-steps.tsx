import { Button, Group, Stack, Text, Title } from '@mantine/core'
import type { DrawnGrid } from '#geo/redrawing/redraw.ts'
import type { Day } from '../domain/day.ts'
import { type Draft, stageOf } from './boundary-draft.ts'
import { leastChange, sizeIn } from './boundary-size.ts'
import { stepText } from './boundary-words.ts'
import { dayText } from './dates.ts'

/** What has been changed so far, each step to be undone and done again. */
export function BoundarySteps({
  draft,
  on,
  onUndo,
  onRedo,
  onDrop,
}: {
  draft: Draft
  on: Day
  onUndo: () => void
  onRedo: () => void
  onDrop: () => void
}) {
  const { base, done, undone } = draft
  const { grids } = stageOf(draft)
  const sizeNow = (code: string) => sizeIn({ grids }, code)
  const isChanged = ({ code }: DrawnGrid) =>
    Math.abs(sizeNow(code) - sizeIn(base, code)) >= leastChange
  const changed = grids.filter(isChanged).length
  const noded = grids.filter((grid) => !base.grids.includes(grid) && !isChanged(grid)).length
  const ended = base.grids.filter(({ code }) => sizeNow(code) === 0).length
  return (
    <section className="card">
      <Stack gap="sm">
        <Title order={2}>改动</Title>
        {done.length === 0 ? (
          <Text size="sm">还没有改动。</Text>
        ) : (
          <>
            <ol className="boundary-steps">
              {done.map(({ step }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the list
                <li key={index}>{stepText(step)}</li>
              ))}
            </ol>
            <Text size="sm" role="status">
              面积有变 {changed} 个网格
              {noded > 0 && `，只添边界点或改名 ${noded} 个`}
              {ended > 0 && `，停用 ${ended} 个`}，自{dayText(on)}起
            </Text>
          </>
        )}
        <Group gap="xs">
          <Button variant="default" size="lg" disabled={done.length === 0} onClick={onUndo}>
            撤销
          </Button>
          <Button variant="default" size="lg" disabled={undone.length === 0} onClick={onRedo}>
            重做
          </Button>
          <Button
            variant="subtle"
            color="red"
            size="lg"
            disabled={done.length === 0}
            onClick={() => {
              if (window.confirm(`放弃全部 ${done.length} 步改动？放弃以后不能恢复。`)) onDrop()
            }}
          >
            全部放弃
          </Button>
        </Group>
      </Stack>
    </section>
  )
}
