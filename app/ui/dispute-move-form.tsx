import '../styles/dispute.css'
import { NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { Form } from '@remix-run/react'
import type { Due } from '../domain/deadlines.ts'
import { disputeMoveForm } from '../domain/dispute-move-form.ts'
import { roleLabels, statusLabels } from '../domain/labels.ts'
import type { Status } from '../domain/mediation.ts'
import type { Role } from '../domain/permissions.ts'
import { dayText } from './dates.ts'
import { ErrorSummary, type FieldProblems, SubmitButton, useSchemaForm } from './form.tsx'

export interface ColleagueChoice {
  id: number
  name: string
  unit: string | null
  role: Role
}

/** One move of a dispute: the opinion, who has it after, and when that will be due. */
export function DisputeMoveForm({
  move,
  outcome,
  due,
  owners,
  mustExplain,
  values,
  problems: found,
}: {
  move: { from: Status; to: Status; version: number; ownerId: number | null }
  outcome: string
  due: Due | null
  owners: readonly ColleagueChoice[]
  mustExplain: boolean
  values: Record<string, string>
  problems: FieldProblems
}) {
  const given = {
    to: move.to,
    version: String(move.version),
    ownerId: String(move.ownerId ?? ''),
    ...values,
  }
  const { field, problems, onSubmit } = useSchemaForm(disputeMoveForm, {
    values: given,
    problems: found,
  })
  return (
    <Form method="post" noValidate onSubmit={onSubmit}>
      <Stack>
        <ErrorSummary problems={problems} />
        <div id="to">
          <Text>
            {statusLabels[move.from]} → <strong>{outcome}</strong>
          </Text>
          {due && (
            <Text>
              {dayText(due.dueOn)}到期
              {due.provisional && '（暂定：那一年的放假安排还没有录入）'}
            </Text>
          )}
        </div>
        <input type="hidden" {...hidden(field('to'))} />
        <input type="hidden" {...hidden(field('version'))} />
        <Textarea
          {...field('opinion')}
          label={mustExplain ? '办理意见' : '办理意见（可不填）'}
          description="说明原因和依据，不要写身份证号和电话"
          maxLength={1000}
        />
        <NativeSelect {...field('ownerId')} label="下一步承办人">
          {move.ownerId === null && <option value="">请选择</option>}
          <ColleagueOptions colleagues={owners} />
        </NativeSelect>
        <SubmitButton fullWidth>确认</SubmitButton>
      </Stack>
    </Form>
  )
}

export const ColleagueOptions = ({ colleagues }: { colleagues: readonly ColleagueChoice[] }) =>
  colleagues.map(({ id, name, unit, role }) => (
    <option key={id} value={id}>
      {name}（{unit ?? roleLabels[role]}）
    </option>
  ))

/** A hidden input has nobody to tell about its problem. */
function hidden({ error: _, ...input }: Record<string, unknown>) {
  return input
}
