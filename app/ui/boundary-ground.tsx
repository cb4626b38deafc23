import { Text } from '@mantine/core'
import { type Draft, stageOf } from './boundary-draft.ts'
import { sizeIn } from './boundary-size.ts'
import { areaText } from './boundary-words.ts'

/** How large a grid is, and what the draft has made of it. */
export function BoundaryGround({ draft, code }: { draft: Draft; code: string }) {
  const [before, after] = [sizeIn(draft.base, code), sizeIn(stageOf(draft), code)]
  const change = Math.round(after - before)
  return (
    <Text size="sm">
      面积 {areaText(after)}
      {before > 0 &&
        change !== 0 &&
        `，比原来${change > 0 ? '多' : '少'} ${areaText(Math.abs(change))}`}
    </Text>
  )
}
