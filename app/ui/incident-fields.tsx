import type { Day } from '../domain/day.ts'
import { type SourceChannel, scaleCodes, sourceChannels } from '../domain/incidents.ts'
import { scaleLabels, sourceChannelLabels } from '../domain/labels.ts'
import type { FieldProblems } from './form.tsx'
import { IncidentDay } from './incident-day.tsx'
import { type CategoryOption, IncidentTiles } from './incident-tiles.tsx'
import { PlaceFields, type PlaceFieldsProps } from './place-fields.tsx'
import '../styles/incident.css'

export interface IncidentFieldsProps {
  categories: readonly CategoryOption[]
  choices: PlaceFieldsProps['choices']
  today: Day
  yesterday: Day
  values: Record<string, string>
  problems: FieldProblems
  question?: PlaceFieldsProps['question']
  /** The personal numbers the warning named; sent back by saving once more. */
  keptText: string
}

/**
 * The facts of an incident, for logging and for correcting: what, when, where, and what happened.
 * Where there is a question about the place, it comes first.
 */
export function IncidentFields(props: IncidentFieldsProps) {
  const { categories, choices, today, yesterday, values, problems, question, keptText } = props
  const place = (
    <PlaceFields
      choices={choices}
      values={values}
      problems={problems}
      question={question ?? null}
    />
  )
  return (
    <>
      {question && place}
      <IncidentTiles categories={categories} values={values} problems={problems} />
      <IncidentDay today={today} yesterday={yesterday} values={values} problems={problems} />
      {!question && place}
      <div className="card">
        <label className="field-label" htmlFor="summary">
          简要情况（可不填，不写姓名、电话和身份证号）
        </label>
        {problems.summary && <p className="field-problem">{problems.summary}</p>}
        <textarea
          id="summary"
          name="summary"
          className="native-field"
          rows={3}
          maxLength={500}
          defaultValue={values.summary ?? ''}
          aria-invalid={problems.summary ? true : undefined}
        />
        <input type="hidden" name="keptText" value={keptText} />
        <details open={hasMore(values, problems)}>
          <summary>规模、伤亡和来源</summary>
          <div className="day-fields">
            <div>
              <label className="field-label" htmlFor="scaleCode">
                涉及规模
              </label>
              <select
                id="scaleCode"
                name="scaleCode"
                className="native-select"
                defaultValue={values.scaleCode || '01'}
              >
                {scaleCodes.map((code) => (
                  <option key={code} value={code}>
                    {scaleLabels[code]}
                  </option>
                ))}
              </select>
            </div>
            <div>
              <label className="field-label" htmlFor="deaths">
                死亡人数
              </label>
              <input
                id="deaths"
                name="deaths"
                className="native-field"
                inputMode="numeric"
                defaultValue={values.deaths || '0'}
                aria-invalid={problems.deaths ? true : undefined}
              />
              {problems.deaths && <p className="field-problem">{problems.deaths}</p>}
            </div>
          </div>
          <label className="field-label" htmlFor="sourceChannel">
            来源渠道
          </label>
          <select
            id="sourceChannel"
            name="sourceChannel"
            className="native-select"
            defaultValue={values.sourceChannel || 'other'}
          >
            {offeredChannels(values.sourceChannel).map((channel) => (
              <option key={channel} value={channel}>
                {sourceChannelLabels[channel]}
              </option>
            ))}
          </select>
        </details>
      </div>
    </>
  )
}

const hasMore = (values: Record<string, string>, problems: FieldProblems): boolean =>
  Boolean(problems.deaths) ||
  (values.scaleCode ?? '01') !== '01' ||
  Number(values.deaths ?? '0') > 0

/** 批量导入 is what an import writes, not what anybody chooses. */
const offeredChannels = (present: string | undefined): SourceChannel[] =>
  sourceChannels.filter((channel) => channel !== 'import' || present === 'import')
