import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { Form } from '@remix-run/react'
import { panelSeatLabels } from '../domain/labels.ts'
import { panelSeats } from '../domain/mediation.ts'
import { panelForm } from '../domain/panel-form.ts'
import { type ColleagueChoice, ColleagueOptions } from './dispute-move-form.tsx'
import { ErrorSummary, type FieldProblems, SubmitButton, useSchemaForm } from './form.tsx'

/** The four seats: a colleague, a name from outside, or why there is none. */
export function DisputePanelForm({
  colleagues,
  values,
  problems: found,
}: {
  colleagues: readonly ColleagueChoice[]
  values: Record<string, string>
  problems: FieldProblems
}) {
  const { field, problems, onSubmit } = useSchemaForm(panelForm, { values, problems: found })
  return (
    <Form method="post" noValidate onSubmit={onSubmit}>
      <Stack>
        <ErrorSummary problems={problems} />
        {panelSeats.map((seat) => (
          <fieldset key={seat} className="card seat">
            <legend>{panelSeatLabels[seat]}</legend>
            <NativeSelect {...field(`${seat}.workerId`)} label="同事">
              <option value="">不在系统内，或免设</option>
              <ColleagueOptions colleagues={colleagues} />
            </NativeSelect>
            <TextInput {...field(`${seat}.name`)} label="系统外人员姓名（可不填）" />
            <TextInput {...field(`${seat}.waivedReason`)} label="免设原因（可不填）" />
          </fieldset>
        ))}
        <SubmitButton fullWidth>保存小组</SubmitButton>
      </Stack>
    </Form>
  )
}
