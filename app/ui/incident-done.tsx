import { Button } from '@mantine/core'
import { Form, Link } from '@remix-run/react'
import type { IncidentAct } from '../domain/incidents.ts'
import { MakeDispute } from './incident-acts.tsx'
import type { GridLink } from './incident-facts.tsx'
import { effectText, type NamedEffect } from './incident-trace.tsx'
import '../styles/incident.css'

export interface IncidentDoneProps {
  incident: { id: number; number: string; version: number }
  act: IncidentAct
  effects: readonly NamedEffect[]
  grids: readonly Omit<GridLink, 'isInReach'>[]
  acts: readonly IncidentAct[]
}

const titles: Partial<Record<IncidentAct, string>> = {
  logged: '已登记',
  corrected: '已更正',
  withdrawn: '已撤回',
  markedInvalid: '已标为无效',
  markedValid: '已恢复有效',
  merged: '已并入',
}

/** 办好了: what was done, its effect on the counts, what to do next, and the way back. */
export function IncidentDone({ incident, act, effects, grids, acts }: IncidentDoneProps) {
  const undo = undoOf(act)
  return (
    <div className="card done" role="status">
      <p className="done-title">✓ {titles[act] ?? '已保存'}</p>
      {act === 'logged' && (
        <>
          <p className="done-number">{incident.number}</p>
          <p>
            {grids.length > 0
              ? `所在网格：${grids.map(({ name, code }) => `${name}（${code}）`).join('、')}`
              : '不在任何网格内'}
          </p>
        </>
      )}
      {effects.map((effect) => (
        <p key={`${effect.layer}${effect.code}${effect.month}`}>{effectText(effect)}</p>
      ))}
      {effects.length === 0 && <p>各网格的有效事件数没有变化。</p>}
      <div className="incident-acts">
        {act === 'logged' && (
          <Button component={Link} to="/incidents/new" size="lg">
            再报一件
          </Button>
        )}
        {act === 'logged' && acts.includes('madeDispute') && <MakeDispute id={incident.id} />}
        {undo && acts.includes(undo.act) && (
          <Form method="post" action={`/incidents/${incident.id}/validity`}>
            <input type="hidden" name="act" value={undo.act} />
            <input type="hidden" name="reason" value={undo.reason} />
            <input type="hidden" name="version" value={incident.version} />
            <Button type="submit" variant="default" size="lg" fullWidth>
              {undo.label}
            </Button>
          </Form>
        )}
      </div>
    </div>
  )
}

function undoOf(act: IncidentAct) {
  if (act === 'logged')
    return { act: 'withdrawn', label: '撤回', reason: '登记后立即撤回' } as const
  if (act === 'withdrawn' || act === 'markedInvalid' || act === 'merged') {
    return { act: 'markedValid', label: '撤销，恢复有效', reason: '撤销刚才的操作' } as const
  }
  return null
}
