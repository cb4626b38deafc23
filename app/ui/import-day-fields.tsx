import type { Day } from '../domain/day.ts'
import { dayText } from './dates.ts'

/** From which day boundaries hold: since always, next Monday, or another day. */
export function ImportDayFields({
  values,
  problem,
  monday,
}: {
  values: Record<string, string>
  problem: string | undefined
  monday: Day
}) {
  const chosen = values.validFrom ?? ''
  const choice = (value: string, label: string, note?: string) => (
    <label className="choice-row">
      <input type="radio" name="validFrom" value={value} defaultChecked={chosen === value} />
      <span>
        {label}
        {note && <small>{note}</small>}
      </span>
    </label>
  )
  return (
    <fieldset className="card plain-fieldset day-choice" id="validFrom" tabIndex={-1}>
      <legend>从哪天起用这份边界</legend>
      {choice('', '一直如此', '第一次导入时选：以前的事件也按它归格；没列出的网格不动')}
      {choice(
        monday,
        `下周一（${dayText(monday)}）`,
        '调整网格时选：以前的统计不变；被占去一半以上的旧网格当天停用',
      )}
      {choice('other', '另选日期')}
      <label htmlFor="otherDay" className="visually-hidden">
        启用日期
      </label>
      {problem && (
        <p className="field-problem" id="otherDay-problem">
          {problem}
        </p>
      )}
      <input
        id="otherDay"
        name="otherDay"
        type="date"
        className="native-field"
        defaultValue={values.otherDay ?? ''}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? 'otherDay-problem' : undefined}
        onInput={(event) => choiceBeside(event.currentTarget)}
      />
    </fieldset>
  )
}

/** Whoever fills a day in means it. */
function choiceBeside(field: HTMLInputElement): void {
  const other = field.form?.querySelector<HTMLInputElement>('[name="validFrom"][value="other"]')
  if (other && field.value !== '') other.checked = true
}
