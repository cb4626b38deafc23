import type { Day } from '../domain/day.ts'
import '../styles/incident.css'

/** 什么时候: 今天 and 昨天 as chips, any other day and the time of day in native fields. */
export function IncidentDay({
  today,
  yesterday,
  values,
  problems,
}: {
  today: Day
  yesterday: Day
  values: Record<string, string>
  problems: Record<string, string>
}) {
  const occurredOn = values.occurredOn || today
  const chosen = [today, yesterday].includes(occurredOn) ? occurredOn : 'other'
  return (
    <fieldset className="card plain-fieldset">
      <legend>什么时候</legend>
      <div className="chips">
        {[
          [today, '今天'],
          [yesterday, '昨天'],
          ['other', '其他'],
        ].map(([value, label]) => (
          <label key={value} className="chip">
            <input type="radio" name="day" value={value} defaultChecked={value === chosen} />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <div className="day-fields">
        <div className="other-day">
          <label className="field-label" htmlFor="occurredOn">
            日期（选“其他”时填写）
          </label>
          <input
            id="occurredOn"
            name="occurredOn"
            type="date"
            className="native-field"
            max={today}
            defaultValue={chosen === 'other' ? occurredOn : ''}
            aria-invalid={problems.occurredOn ? true : undefined}
          />
        </div>
        <div>
          <label className="field-label" htmlFor="occurredTime">
            时间（可不填）
          </label>
          <input
            id="occurredTime"
            name="occurredTime"
            type="time"
            className="native-field"
            defaultValue={values.occurredTime ?? ''}
            aria-invalid={problems.occurredTime ? true : undefined}
          />
        </div>
      </div>
      {problems.occurredOn && <p className="field-problem">{problems.occurredOn}</p>}
      {problems.occurredTime && <p className="field-problem">{problems.occurredTime}</p>}
    </fieldset>
  )
}
