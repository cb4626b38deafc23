import { boundaryDefectLabels, boundaryDefectText } from '../domain/boundary-defects.ts'
import type { NumberedDefect } from '../domain/boundary-review.ts'
import { defectHandlingLabels } from '../domain/labels.ts'
import { DefectSign } from './defect-sign.tsx'
import { DefectDrawing } from './ground-drawing.tsx'

/** Every defect in a sentence, with its number on the map. */
export const DefectList = ({
  rows,
  chosen,
  onShow,
}: {
  rows: readonly NumberedDefect[]
  chosen: number | null
  /** Brings the map to a defect; null where there is no map. */
  onShow: ((number: number) => void) | null
}) => (
  <ol className="defect-list" start={rows[0]?.number}>
    {rows.map(({ number, handling, defect }) => (
      <li
        key={number}
        id={defectId(number)}
        tabIndex={-1}
        value={number}
        data-chosen={number === chosen ? '' : undefined}
      >
        <p className="defect-head">
          <b className={`defect-number defect-mark-${handling}`}>{number}</b>
          <b>{boundaryDefectLabels[defect.kind]}</b>
          <span className="defect-handling">
            <DefectSign handling={handling} />
            {defectHandlingLabels[handling]}
          </span>
          {onShow && defect.lon !== undefined && (
            <button
              type="button"
              className="defect-show"
              aria-label={`在地图上看第 ${number} 处`}
              onClick={() => onShow(number)}
            >
              在地图上看
            </button>
          )}
        </p>
        <p>{boundaryDefectText(defect)}</p>
        {defect.outline && (
          <noscript>
            <DefectDrawing defect={defect} title={`第 ${number} 处的形状`} />
          </noscript>
        )}
      </li>
    ))}
  </ol>
)

export const defectId = (number: number): string => `defect-${number}`
