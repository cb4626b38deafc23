import type { Day } from '../domain/day.ts'
import { dayText } from './dates.ts'
import '../styles/incident.css'

/** 并入哪一件: the likely ones to tap, or any other by its number. */
export function IncidentDuplicates({
  likely,
  values,
  problem,
}: {
  likely: readonly {
    number: string
    occurredOn: Day
    addressText: string | null
    summary: string | null
    metres: number | null
  }[]
  values: Record<string, string>
  problem: string | undefined
}) {
  return (
    <fieldset className="card plain-fieldset">
      <legend>并入哪一件</legend>
      {likely.length === 0 && <p>前后七天内、附近三百米没有同类事件。</p>}
      {likely.map(({ number, occurredOn, addressText, summary, metres }) => (
        <label key={number} className="choice-row">
          <input
            type="radio"
            name="likelyNumber"
            value={number}
            defaultChecked={values.likelyNumber === number}
          />
          <span>
            {number} · {dayText(occurredOn)}
            {metres !== null && ` · 相距${Math.round(metres)}米`}
            <small>{[addressText, summary].filter(Boolean).join(' · ')}</small>
          </span>
        </label>
      ))}
      {likely.length > 0 && (
        <label className="choice-row">
          <input type="radio" name="likelyNumber" value="" defaultChecked={!values.likelyNumber} />
          <span>另一件（在下面填编号）</span>
        </label>
      )}
      <label className="field-label" htmlFor="targetNumber">
        事件编号
      </label>
      {problem && <p className="field-problem">{problem}</p>}
      <input
        id="targetNumber"
        name="targetNumber"
        className="native-field"
        autoComplete="off"
        placeholder="如：SJ20261122-0001"
        defaultValue={values.targetNumber ?? ''}
        aria-invalid={problem ? true : undefined}
      />
    </fieldset>
  )
}
