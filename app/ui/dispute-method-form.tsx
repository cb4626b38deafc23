import { NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { Form } from '@remix-run/react'
import { methodLabels } from '../domain/labels.ts'
import { type Method, methods } from '../domain/mediation.ts'
import { methodForm } from '../domain/method-form.ts'
import { ErrorSummary, type FieldProblems, SubmitButton, useSchemaForm } from './form.tsx'

const meanings: Record<Method, string> = {
  cautionary: '以案讲法',
  oneStop: '几个部门一起办',
  tailored: '按类型定方案',
  tracked: '定期回访',
}

/** One of the four methods, when it was used, and what went with it. */
export function DisputeMethodForm({
  today,
  values,
  problems: found,
}: {
  today: string
  values: Record<string, string>
  problems: FieldProblems
}) {
  const { field, problems, onSubmit } = useSchemaForm(methodForm(today), {
    values: { usedOn: today, ...values },
    problems: found,
  })
  return (
    <Form method="post" noValidate onSubmit={onSubmit}>
      <Stack>
        <ErrorSummary problems={problems} />
        <NativeSelect {...field('method')} label="调解方式">
          <option value="">请选择</option>
          {methods.map((method) => (
            <option key={method} value={method}>
              {methodLabels[method]}（{meanings[method]}）
            </option>
          ))}
        </NativeSelect>
        <TextInput {...field('usedOn')} type="date" label="使用日期" max={today} />
        <Textarea
          {...field('note')}
          label="说明（可不填）"
          description="警示式写案例，一站式写参加部门，定单式写方案，跟踪式写回访安排"
          maxLength={500}
        />
        <SubmitButton fullWidth>保存</SubmitButton>
      </Stack>
    </Form>
  )
}
