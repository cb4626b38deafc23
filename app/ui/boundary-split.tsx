import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Vertex } from '#geo/redrawing/redraw.ts'
import { areaText } from './boundary-words.ts'

interface NewGrid {
  newCode: string
  name: string | null
  households: number | null
  population: number | null
}

/** 划分: the line, what comes of it, and what the new part is called. */
export function BoundarySplit(props: {
  line: readonly Vertex[]
  refusal: string | null
  /** m² of both parts, as soon as the line parts the grid. */
  parts: { old: number; fresh: number } | null
  onLine: (line: readonly Vertex[]) => void
  onCentre: () => void
  onTurn: () => void
  onSplit: (grid: NewGrid) => void
}) {
  const { line, refusal, parts, onLine } = props
  const [problem, setProblem] = useState<string | null>(null)

  function split(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const number = (name: string) => (text(name) === '' ? null : Number(text(name)))
    const newCode = text('newCode')
    setProblem(newCode === '' ? '请填写新网格的代码' : null)
    if (newCode === '' || !parts) return
    const [households, population] = [number('households'), number('population')]
    props.onSplit({ newCode, name: text('name') || null, households, population })
  }

  return (
    <Stack gap="sm">
      <Text size="sm">
        在地图上依次点几下，画一条穿过网格的线，两端画到网格外面；画好的点可以拖动。
      </Text>
      <Text size="sm" className="boundary-phone-note">
        在手机上不容易画准，请到电脑上划分；或者移动地图，用“在十字处加点”。
      </Text>
      <Group gap="xs">
        <Button variant="default" size="lg" onClick={props.onCentre}>
          在十字处加点
        </Button>
        <Button
          variant="default"
          size="lg"
          disabled={line.length === 0}
          onClick={() => onLine(line.slice(0, -1))}
        >
          退一点
        </Button>
        <Button variant="default" size="lg" disabled={line.length === 0} onClick={() => onLine([])}>
          重画
        </Button>
      </Group>
      <div role="status">
        {line.length === 1 && '已点 1 点，请再点。'}
        {refusal !== null && refusal}
        {parts && (
          <>
            新网格 <strong>{areaText(parts.fresh)}</strong>，原网格剩{' '}
            <strong>{areaText(parts.old)}</strong>
          </>
        )}
      </div>
      {parts && (
        <form onSubmit={split}>
          <Stack gap="sm">
            <Button variant="default" size="lg" onClick={props.onTurn}>
              换另一块作新网格
            </Button>
            <TextInput
              name="newCode"
              label="新网格代码"
              maxLength={64}
              error={problem}
              autoComplete="off"
              required
            />
            <TextInput name="name" label="新网格名称（不填用代码）" maxLength={100} />
            <Group grow gap="sm" align="end">
              <TextInput
                name="households"
                type="number"
                min={0}
                label="新网格户数"
                inputMode="numeric"
              />
              <TextInput
                name="population"
                type="number"
                min={0}
                label="新网格人口"
                inputMode="numeric"
              />
            </Group>
            <Text size="sm" c="dimmed">
              填了户数、人口，就从原网格里减去；不填，仍都记在原网格。
            </Text>
            <Button type="submit" size="lg">
              划分
            </Button>
          </Stack>
        </form>
      )}
    </Stack>
  )
}
