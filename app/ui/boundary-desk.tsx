import { Alert, Button, Group } from '@mantine/core'
import { Form, useBeforeUnload, useBlocker } from '@remix-run/react'
import { useCallback, useEffect, useState } from 'react'
import type { DrawnGrid } from '#geo/redrawing/redraw.ts'
import type { Day } from '../domain/day.ts'
import type { GridFacts } from '../domain/redrawing.ts'
import { type Draft, type DraftBase, newDraft, replay, stepsOf } from './boundary-draft.ts'
import { BoundaryEditor } from './boundary-editor.tsx'
import { keepDraft, keptDraftAt } from './boundary-kept.ts'
import { SubmitButton } from './form.tsx'

/** What the address of the borders answers. */
export interface SentDrawing {
  mark: string
  grids: (DrawnGrid & { facts: GridFacts; isHome: boolean })[]
}

/**
 * Fetches the borders, takes up what this window had kept, and sends the acts to be tried. What is
 * drawn on older boundaries is done again on the new ones, as far as it goes.
 */
export function BoundaryDesk({
  address,
  focus,
  on,
  isOutdated,
}: {
  /** Of the borders at full precision. */
  address: string
  focus: string | null
  on: Day
  /** The server has answered that the boundaries changed meanwhile. */
  isOutdated: boolean
}) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const [notice, setNotice] = useState<string | null>(null)

  const load = useCallback(async () => {
    setFailed(false)
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${address}: ${response.status}`)
    const base = baseOf((await response.json()) as SentDrawing)
    const kept = keptDraftAt(address)
    const { draft, lost } = kept ? replay(base, kept.steps) : { draft: newDraft(base), lost: 0 }
    setDraft(draft)
    setNotice(kept && noticeOf(draft.done.length, lost, kept.mark === base.mark))
  }, [address])

  useEffect(() => {
    load().catch(() => setFailed(true))
  }, [load])

  const unsent = draft?.done.length ?? 0
  useBeforeUnload((event) => {
    if (unsent > 0) event.preventDefault()
  })
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsent > 0 &&
      currentLocation.pathname !== nextLocation.pathname &&
      !/^\/(imports\/\d+|login)/.test(nextLocation.pathname),
  )

  function change(next: Draft) {
    setDraft(next)
    setNotice(null)
    keepDraft(address, { mark: next.base.mark, steps: stepsOf(next) })
  }

  if (hasFailed) {
    return (
      <Alert color="red" role="alert" title="边界没有加载出来">
        请检查网络后重试；已做的改动还在这个窗口里。
        <Button mt="xs" size="lg" variant="default" display="block" onClick={() => void load()}>
          重试
        </Button>
      </Alert>
    )
  }
  if (!draft) return <p role="status">正在加载边界…</p>
  return (
    <>
      {blocker.state === 'blocked' && (
        <Alert
          ref={(alert) => alert?.focus()}
          tabIndex={-1}
          color="blue"
          role="alert"
          title={`有 ${unsent} 步改动还没有试算`}
        >
          离开以后，改动仍保存在这个窗口里，回到这一页可以接着做；关掉窗口就没有了。
          <Group mt="xs">
            <Button size="lg" onClick={() => blocker.reset()}>
              留在这一页
            </Button>
            <Button size="lg" variant="default" onClick={() => blocker.proceed()}>
              离开
            </Button>
          </Group>
        </Alert>
      )}
      {isOutdated && (
        <Alert color="blue" role="alert" title="您画图期间，边界有了变动">
          改动都还在。请在新的边界上再做一遍，看过以后重新试算。
          <Button
            mt="xs"
            size="lg"
            display="block"
            onClick={() => load().catch(() => setFailed(true))}
          >
            换成新的边界
          </Button>
        </Alert>
      )}
      {notice && (
        <Alert color="blue" role="status">
          {notice}
        </Alert>
      )}
      <BoundaryEditor draft={draft} onDraft={change} focus={focus} on={on}>
        <Form method="post">
          <input type="hidden" name="on" value={on} />
          <input type="hidden" name="mark" value={draft.base.mark} />
          <input type="hidden" name="steps" value={JSON.stringify(stepsOf(draft))} />
          <SubmitButton fullWidth disabled={unsent === 0}>
            试算（还不会生效）
          </SubmitButton>
        </Form>
      </BoundaryEditor>
    </>
  )
}

const baseOf = ({ mark, grids }: SentDrawing): DraftBase => ({
  mark,
  grids: grids.map(({ code, polygons }) => ({ code, polygons })),
  facts: new Map(grids.map(({ code, facts }) => [code, facts])),
  home: new Set(grids.filter(({ isHome }) => isHome).map(({ code }) => code)),
})

function noticeOf(taken: number, lost: number, isSameMark: boolean): string {
  if (lost === 0) {
    return isSameMark
      ? `接着上次：已恢复这个窗口里的 ${taken} 步改动。不要的话，点“全部放弃”。`
      : `边界有了变动，${taken} 步改动已在新的边界上再做一遍，请看过再试算。`
  }
  return `边界有了变动，上次的改动里有 ${lost} 步在新的边界上做不了，已去掉；留下 ${taken} 步。`
}
