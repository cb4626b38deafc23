import { NativeSelect, TextInput } from '@mantine/core'
import { partyKindLabels, partySideLabels } from '../domain/labels.ts'
import { type PartySide, partyKinds, partySides } from '../domain/mediation.ts'
import type { FieldProblems } from './form.tsx'

const rowsPerSide = 3

interface Rows {
  values: Record<string, string>
  problems: FieldProblems
}

/** Both sides, one row each at first; further rows unfold without JavaScript. */
export const DisputeIntakeParties = (rows: Rows) => (
  <fieldset className="card seat" id="parties" tabIndex={-1}>
    <legend>当事人</legend>
    {rows.problems.parties && <p className="personal-warning">{rows.problems.parties}</p>}
    {partySides.map((side, index) => {
      const first = index * rowsPerSide
      const more = [first + 1, first + 2]
      return (
        <div key={side} className="party-side">
          <Party {...rows} side={side} row={first} />
          <details open={more.some((row) => isFilled(rows, row))}>
            <summary>再填{partySideLabels[side]}</summary>
            {more.map((row) => (
              <Party key={row} {...rows} side={side} row={row} />
            ))}
          </details>
        </div>
      )
    })}
  </fieldset>
)

function Party({ values, problems, side, row }: Rows & { side: PartySide; row: number }) {
  const field = (part: string) => ({
    id: `parties.${row}.${part}`,
    name: `parties.${row}.${part}`,
    error: problems[`parties.${row}.${part}`],
    defaultValue: values[`parties.${row}.${part}`] ?? '',
  })
  const who = `${partySideLabels[side]}${row % rowsPerSide === 0 ? '' : (row % rowsPerSide) + 1}`
  return (
    <div className="party">
      <input type="hidden" name={`parties.${row}.side`} value={side} />
      <TextInput
        {...field('name')}
        label={`${who}姓名或单位名称`}
        maxLength={60}
        autoComplete="off"
      />
      <TextInput
        {...field('phone')}
        label={`${who}手机号（可不填）`}
        type="tel"
        inputMode="tel"
        autoComplete="off"
      />
      <NativeSelect
        {...field('kind')}
        defaultValue={values[`parties.${row}.kind`] ?? 'person'}
        label={`${who}是`}
        data={partyKinds.map((value) => ({ value, label: partyKindLabels[value] }))}
      />
    </div>
  )
}

const isFilled = ({ values, problems }: Rows, row: number): boolean =>
  [values, problems].some((texts) =>
    ['name', 'phone'].some((part) => Boolean(texts[`parties.${row}.${part}`])),
  )
