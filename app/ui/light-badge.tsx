import '../styles/light.css'
import type { Light } from '../domain/deadlines.ts'
import { lightLabels } from '../domain/labels.ts'
import type { ShownLight } from '../domain/lights.ts'
import { dayText } from './dates.ts'

const symbols: Record<Light, string> = { red: '■', yellow: '▲', green: '●', grey: '‖' }

/** 亮灯: symbol and words beside the colour, the due day on hover and for screen readers. */
export const LightBadge = ({ shown }: { shown: ShownLight }) => (
  <>
    <span className={`light light-${shown.light}`} title={`到期日：${dayText(shown.dueOn)}`}>
      <span aria-hidden>{symbols[shown.light]}</span>
      <span className="visually-hidden">{lightLabels[shown.light]}，</span>
      {shown.text}
    </span>
    {shown.provisional && <span className="light-provisional"> 暂定</span>}
  </>
)
