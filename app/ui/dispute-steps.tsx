import '../styles/dispute.css'
import { stageLabels } from '../domain/labels.ts'
import type { ShownLight } from '../domain/lights.ts'
import type { StageStep } from '../domain/stage-course.ts'
import { dayText } from './dates.ts'
import { LightBadge } from './light-badge.tsx'

const states = {
  done: '✓ 已完成',
  current: '▶ 当前阶段',
  ended: '✓ 在此阶段办结',
  coming: '未开始',
}

/** The four stages as a task list: who had it, since when, for how long, and when it is due. */
export const DisputeSteps = ({
  course,
  light,
}: {
  course: readonly StageStep[]
  light: ShownLight | null
}) => (
  <ol className="steps" aria-label="办理阶段">
    {course.map((step) => (
      <li
        key={step.stage}
        className={`step step-${step.state}`}
        aria-current={step.state === 'current' ? 'step' : undefined}
      >
        <strong>{stageLabels[step.stage]}</strong>
        <span className="step-state">{states[step.state]}</span>
        {step.enteredOn && (
          <>
            <span>承办：{step.ownerName ?? '未指定'}</span>
            <span>
              {dayText(step.enteredOn)}起，{step.days === 0 ? '不满1天' : `用时${step.days}天`}
            </span>
          </>
        )}
        {step.state === 'current' && light && (
          <span>
            {dayText(light.dueOn)}到期 <LightBadge shown={light} />
          </span>
        )}
      </li>
    ))}
  </ol>
)
