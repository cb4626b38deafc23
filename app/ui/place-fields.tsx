import { useRef } from 'react'
import type { Layer } from '../domain/areas.ts'
import { coordinateSystems } from '../domain/incidents.ts'
import { coordinateSystemLabels, layerLabels } from '../domain/labels.ts'
import { PlaceLocator } from './place-locator.tsx'
import { PlaceQuestion, type PlaceQuestionProps } from './place-question.tsx'
import '../styles/incident.css'

export interface PlaceFieldsProps {
  choices: {
    /** Of one layer. */
    duties: readonly { layer: Layer; code: string; name: string; areaName: string | null }[]
    usualGridCode: string | null
    townships: readonly { name: string; villages: readonly { code: string; name: string }[] }[]
  }
  values: Record<string, string>
  problems: Record<string, string>
  /** Asked in place of the own grids once the place turned out to need it. */
  question?: PlaceQuestionProps | null
}

/** 在哪里: the own grids, a village, a point, the address; any one of the first three will do. */
export function PlaceFields({ choices, values, problems, question }: PlaceFieldsProps) {
  return (
    <fieldset className="card plain-fieldset">
      <legend>在哪里</legend>
      {question ? (
        <PlaceQuestion {...question} />
      ) : (
        <>
          <DutyGrids choices={choices} values={values} />
          <ConfirmedBefore choices={choices} values={values} />
        </>
      )}
      <VillageSelect townships={choices.townships} values={values} problems={problems} />
      <label className="field-label" htmlFor="addressText">
        具体地址（可不填）
      </label>
      {problems.addressText && <p className="field-problem">{problems.addressText}</p>}
      <input
        id="addressText"
        name="addressText"
        className="native-field"
        defaultValue={values.addressText ?? ''}
        placeholder="如：三组东头小桥旁"
        maxLength={100}
        aria-invalid={problems.addressText ? true : undefined}
      />
      <PointFieldset values={values} problems={problems} />
    </fieldset>
  )
}

function DutyGrids({
  choices: { duties: own, usualGridCode },
  values,
}: {
  choices: PlaceFieldsProps['choices']
  values: Record<string, string>
}) {
  const layer = own[0]?.layer ?? 'governance'
  const name = layer === 'police' ? 'policeCode' : 'governanceCode'
  const sent = values[name]
  const elsewhere = sent !== undefined && !own.some(({ code }) => code === sent)
  const hasPoint = Boolean(values.lon)
  const chosen = sent ?? (hasPoint ? undefined : (usualGridCode ?? undefined))
  const kept = elsewhere && sent !== '' ? sent : null
  if (own.length === 0 && kept === null) return null
  return (
    <div role="radiogroup" aria-label={own.length > 0 ? `我的${layerLabels[layer]}` : '网格'}>
      {own.map(({ code, name: gridName, areaName }) => (
        <label key={code} className="choice-row">
          <input type="radio" name={name} value={code} defaultChecked={chosen === code} />
          <span>
            {gridName}
            <small>{[areaName, '我的网格'].filter(Boolean).join(' · ')}</small>
          </span>
        </label>
      ))}
      {kept !== null && (
        <label className="choice-row">
          <input type="radio" name={name} value={kept} defaultChecked />
          <span>
            已选的网格<small>{kept}</small>
          </span>
        </label>
      )}
      <label className="choice-row">
        <input
          type="radio"
          name={name}
          value=""
          defaultChecked={kept === null && (chosen === undefined || chosen === '')}
        />
        <span>{hasPoint ? '按坐标确定' : '其他地方'}</span>
      </label>
    </div>
  )
}

/** An answer to the question stays an answer while the point stays near its border. */
function ConfirmedBefore({
  choices: { duties },
  values,
}: {
  choices: PlaceFieldsProps['choices']
  values: Record<string, string>
}) {
  if (!values.confirmed) return null
  const other = duties[0]?.layer === 'police' ? 'governanceCode' : 'policeCode'
  return (
    <>
      <input type="hidden" name="confirmed" value="on" />
      {values.lon && values[other] && <input type="hidden" name={other} value={values[other]} />}
    </>
  )
}

function VillageSelect({
  townships,
  values,
  problems,
}: {
  townships: PlaceFieldsProps['choices']['townships']
  values: Record<string, string>
  problems: Record<string, string>
}) {
  return (
    <>
      <label className="field-label" htmlFor="villageCode">
        村（社区）
      </label>
      {problems.villageCode && <p className="field-problem">{problems.villageCode}</p>}
      <select
        id="villageCode"
        name="villageCode"
        className="native-select"
        defaultValue={values.villageCode ?? ''}
        aria-invalid={problems.villageCode ? true : undefined}
        onChange={({ currentTarget: { form, value } }) => value !== '' && leaveOwnGrid(form)}
      >
        <option value="">不选</option>
        {townships.map(({ name, villages }) => (
          <optgroup key={villages[0]?.code ?? name} label={name}>
            {villages.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </>
  )
}

/** Shows what the server would decide: a village chosen comes before a grid that stood chosen. */
function leaveOwnGrid(form: HTMLFormElement | null): void {
  for (const input of form?.querySelectorAll<HTMLInputElement>('.choice-row input') ?? []) {
    input.checked = input.value === ''
  }
}

function PointFieldset({
  values,
  problems,
}: {
  values: Record<string, string>
  problems: Record<string, string>
}) {
  const lon = useRef<HTMLInputElement>(null)
  const lat = useRef<HTMLInputElement>(null)
  const crs = useRef<HTMLSelectElement>(null)
  const degrees = (name: 'lon' | 'lat', label: string, ref: typeof lon) => (
    <div>
      <label className="field-label" htmlFor={name}>
        {label}
      </label>
      <input
        ref={ref}
        id={name}
        name={name}
        className="native-field"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={values[name] ?? ''}
        aria-invalid={problems[name] ? true : undefined}
      />
      {problems[name] && <p className="field-problem">{problems[name]}</p>}
    </div>
  )
  return (
    <>
      <PlaceLocator fields={{ lon, lat, crs }} />
      <details open={Boolean(values.lon || values.lat || problems.lon || problems.lat)}>
        <summary>填写坐标</summary>
        <div className="day-fields">
          {degrees('lon', '经度', lon)}
          {degrees('lat', '纬度', lat)}
        </div>
        <label className="field-label" htmlFor="crs">
          坐标系
        </label>
        <select
          ref={crs}
          id="crs"
          name="crs"
          className="native-select"
          defaultValue={values.crs || 'wgs84'}
        >
          {coordinateSystems.map((system) => (
            <option key={system} value={system}>
              {coordinateSystemLabels[system]}
            </option>
          ))}
        </select>
        <p className="hint">填了坐标就按坐标确定网格；要改选网格或村（社区），请先清空坐标。</p>
      </details>
    </>
  )
}
