import { quickCategoryCodes } from '../domain/incidents.ts'
import '../styles/incident.css'

export interface CategoryOption {
  code: string
  label: string
  parentCode: string | null
}

/** 事件类别: eight big tiles, the rarer kinds and the finer ones below 更多类别. */
export function IncidentTiles({
  categories,
  values,
  problems,
}: {
  categories: readonly CategoryOption[]
  values: Record<string, string>
  problems: Record<string, string>
}) {
  const firsts = categories.filter(({ parentCode }) => parentCode === null)
  const quick = quickCategoryCodes.flatMap(
    (code) => firsts.find((first) => first.code === code) ?? [],
  )
  const rare = firsts.filter(({ code }) => !quick.some((tile) => tile.code === code))
  const isOpen =
    Boolean(values.finerCode || problems.finerCode) ||
    rare.some(({ code }) => code === values.categoryCode)
  const tile = ({ code, label }: CategoryOption, index: number) => (
    <label key={code} className="tile">
      <input
        type="radio"
        name="categoryCode"
        id={index === 0 ? 'categoryCode' : undefined}
        value={code}
        defaultChecked={values.categoryCode === code}
      />
      <span>{label}</span>
    </label>
  )
  return (
    <fieldset
      className="card plain-fieldset"
      aria-describedby={problems.categoryCode ? 'categoryCode-problem' : undefined}
    >
      <legend>什么事</legend>
      {problems.categoryCode && (
        <p className="field-problem" id="categoryCode-problem">
          {problems.categoryCode}
        </p>
      )}
      <div className="tiles">{quick.map(tile)}</div>
      <details open={isOpen}>
        <summary>更多类别</summary>
        <div className="tiles">{rare.map((rareOne) => tile(rareOne, -1))}</div>
        <label className="field-label" htmlFor="finerCode">
          细类（可不选）
        </label>
        {problems.finerCode && <p className="field-problem">{problems.finerCode}</p>}
        <select
          id="finerCode"
          name="finerCode"
          className="native-select"
          defaultValue={values.finerCode ?? ''}
          aria-invalid={problems.finerCode ? true : undefined}
        >
          <option value="">不选</option>
          {firsts.map((first) => (
            <optgroup key={first.code} label={first.label}>
              {categories
                .filter(({ parentCode }) => parentCode === first.code)
                .map(({ code, label }) => (
                  <option key={code} value={code}>
                    {label}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </details>
    </fieldset>
  )
}
