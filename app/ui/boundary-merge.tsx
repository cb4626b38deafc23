import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { DrawnGrid } from '#geo/redrawing/redraw.ts'
import type { Stage } from './boundary-draft.ts'

/** 合并: which grids, and whose code stays. */
export function BoundaryMerge({
  stage: { grids, facts },
  chosen,
  onPick,
  onMerge,
}: {
  stage: Stage
  chosen: readonly string[]
  onPick: (code: string) => void
  onMerge: (keep: string, name: string | null) => void
}) {
  const [kept, setKept] = useState<string | null>(null)
  const [name, setName] = useState('')
  const keep = kept !== null && chosen.includes(kept) ? kept : (chosen[0] ?? '')
  const listed = useMemo(
    () => new Set([...chosen, ...besides(grids, chosen), ...facts.keys()]),
    [grids, facts, chosen],
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onMerge(keep, name.trim() || null)
      }}
    >
      <Stack gap="sm">
        <fieldset className="boundary-choices">
          <legend>要合并的网格，已选 {chosen.length} 个</legend>
          <div className="boundary-list">
            {[...listed].map((code) => (
              <label key={code}>
                <input
                  type="checkbox"
                  checked={chosen.includes(code)}
                  onChange={() => onPick(code)}
                />
                {facts.get(code)?.name}（{code}）
              </label>
            ))}
          </div>
        </fieldset>
        {chosen.length < 2 ? (
          <Text size="sm">
            请选两个以上有公共边界的网格，也可以在地图上点；与选中的相邻的排在前面。
          </Text>
        ) : (
          <>
            <fieldset className="boundary-choices">
              <legend>保留哪个代码</legend>
              <div className="boundary-list">
                {chosen.map((code) => (
                  <label key={code}>
                    <input
                      type="radio"
                      name="keep"
                      checked={code === keep}
                      onChange={() => setKept(code)}
                    />
                    {facts.get(code)?.name}（{code}）
                  </label>
                ))}
              </div>
            </fieldset>
            <TextInput
              label="合并后的名称（不填不变）"
              value={name}
              maxLength={100}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Button type="submit" size="lg">
              合并成一个
            </Button>
          </>
        )}
      </Stack>
    </form>
  )
}

/** Codes of the grids that have a corner in common with the chosen ones. */
function besides(grids: readonly DrawnGrid[], chosen: readonly string[]): string[] {
  const cornersOf = ({ polygons }: DrawnGrid) => polygons.flat(2).map((corner) => corner.join())
  const corners = new Set(grids.filter(({ code }) => chosen.includes(code)).flatMap(cornersOf))
  return grids
    .filter((grid) => cornersOf(grid).some((corner) => corners.has(corner)))
    .map(({ code }) => code)
}
