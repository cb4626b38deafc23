import '../styles/dispute.css'
import { Link, useSearchParams } from '@remix-run/react'
import { stageLabels } from '../domain/labels.ts'
import { type Stage, stages } from '../domain/mediation.ts'

export type StageCounts = Partial<Record<string, { count: number; overdue: number }>>

/** The four stages with what stands in each; a stage is chosen by its card, and let go by it too. */
export function DisputeBoard({ board, chosen }: { board: StageCounts; chosen: Stage | null }) {
  const [search] = useSearchParams()
  const to = (stage: Stage) => {
    const next = new URLSearchParams(search)
    next.delete('page')
    if (stage === chosen) next.delete('stage')
    else next.set('stage', stage)
    return `?${next}`
  }
  return (
    <nav aria-label="四个阶段">
      <ol className="stage-board">
        {stages.map((stage) => {
          const { count, overdue } = board[stage] ?? { count: 0, overdue: 0 }
          return (
            <li key={stage}>
              <Link to={to(stage)} aria-current={stage === chosen ? 'true' : undefined}>
                <span>{stageLabels[stage]}</span>
                <strong>{count} 件</strong>
                <span className={overdue > 0 ? 'stage-overdue' : 'stage-calm'}>
                  {overdue > 0 ? `■ 超期 ${overdue} 件` : '无超期'}
                </span>
              </Link>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
