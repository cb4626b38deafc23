import type { Layer } from '../domain/areas.ts'
import { layerLabels } from '../domain/labels.ts'
import '../styles/incident.css'

export interface PlaceQuestionProps {
  layer: Layer
  candidates: readonly { code: string; name: string; metres: number | null }[]
}

/** 在哪个网格？ Asked where the point lies near a border, or the village has several grids. */
export function PlaceQuestion({ layer, candidates }: PlaceQuestionProps) {
  const name = layer === 'police' ? 'policeCode' : 'governanceCode'
  const nearBorder = candidates.some(({ metres }) => metres !== null)
  return (
    <fieldset className="plain-fieldset question" aria-describedby="whichGrid-why">
      <legend>在哪个{layer === 'police' ? '警格' : '网格'}？</legend>
      <p id="whichGrid-why">
        {nearBorder
          ? `位置离${layerLabels[layer]}边界不到20米，请选择实际发生在哪一边。`
          : '这个村（社区）有几个网格，请选择一个。'}
      </p>
      <input type="hidden" name="confirmed" value="on" />
      {candidates.map(({ code, name: gridName, metres }, index) => (
        <label key={code} className="choice-row">
          <input type="radio" name={name} id={index === 0 ? 'whichGrid' : undefined} value={code} />
          <span>
            {gridName}
            <small>
              {[code, metres === null ? null : metresText(metres, candidates)]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function metresText(metres: number, candidates: PlaceQuestionProps['candidates']): string {
  if (metres > 0) return `相距${Math.max(1, Math.round(metres))}米`
  return candidates.filter((candidate) => candidate.metres === 0).length > 1
    ? '正在边界上'
    : '位置在这个网格内'
}
