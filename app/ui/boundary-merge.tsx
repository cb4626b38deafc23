import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FactsByCode } from '../domain/redrawing.ts'

/** 合并: which grids, and whose code stays. */
export function BoundaryMerge({
  facts,
  chosen,
  onPick,
  onMerge,
}: {
  facts: FactsByCode
  chosen: readonly string[]
  onPick: (code: string) => void
  onMerge: (keep: string, name: string | null) => void
}) {
  const [kept, setKept] = useState<string | null>(null)
  const [name, setName] = useState('')
  const keep = kept !== null && chosen.includes(kept) ? kept : (chosen[0] ?? '')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onMerge(keep, name.trim() || null)
      }}
    >
      <Stack gap="sm">
        <fieldset className="boundary-list">
          <legend>要合并的网格（也可以在地图上点），已选 {chosen.length} 个</legend>
          {[...facts].map(([code, { name }]) => (
            <label key={code}>
              <input
                type="checkbox"
                checked={chosen.includes(code)}
                onChange={() => onPick(code)}
              />
              {name}（{code}）
            </label>
          ))}
        </fieldset>
        {chosen.length < 2 ? (
          <Text size="sm">请选两个以上有公共边界的网格。</Text>
        ) : (
          <>
            <fieldset className="boundary-list">
              <legend>保留哪个代码</legend>
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
