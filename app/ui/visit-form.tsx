import '../styles/dispute.css'
import { Stack, Textarea, TextInput } from '@mantine/core'
import { Form } from '@remix-run/react'
import { visitStatusLabels } from '../domain/labels.ts'
import { ErrorSummary, type FieldProblems, SubmitButton } from './form.tsx'

const outcomes = ['done', 'notExecutable', 'cancelled'] as const

/** A visit as it went; which fields count follows from the outcome chosen, with CSS alone. */
export function VisitForm({
  today,
  values,
  problems,
}: {
  today: string
  values: Record<string, string>
  problems: FieldProblems
}) {
  const field = (name: string) => ({
    id: name,
    name,
    defaultValue: values[name] ?? '',
    error: problems[name],
  })
  const chosen = values.status ?? 'done'
  return (
    <Form method="post" noValidate className="visit-form">
      <Stack>
        <ErrorSummary problems={problems} />
        <Choices
          name="status"
          legend="回访结果"
          choices={outcomes.map((value) => [value, visitStatusLabels[value]])}
          chosen={chosen}
          problem={problems.status}
        />
        <div className="when-done">
          <TextInput
            {...field('doneOn')}
            defaultValue={values.doneOn ?? today}
            type="date"
            label="回访日期"
            max={today}
          />
          <Textarea
            {...field('outcome')}
            label="回访情况"
            description="协议履行得怎样，有没有新的矛盾；不写姓名和电话"
            maxLength={1000}
          />
          <Choices
            name="satisfied"
            legend="当事人是否满意"
            choices={[
              ['1', '满意'],
              ['0', '不满意'],
            ]}
            chosen={values.satisfied}
            problem={problems.satisfied}
          />
        </div>
        <div className="when-not-done">
          <Textarea {...field('reason')} label="没有回访的原因" maxLength={200} />
        </div>
        <SubmitButton fullWidth>保存</SubmitButton>
      </Stack>
    </Form>
  )
}

const Choices = ({
  name,
  legend,
  choices,
  chosen,
  problem,
}: {
  name: string
  legend: string
  choices: readonly (readonly [value: string, label: string])[]
  chosen: string | undefined
  problem: string | undefined
}) => (
  <fieldset className="choices" id={name} tabIndex={-1}>
    <legend>{legend}</legend>
    {problem && <p className="personal-warning">{problem}</p>}
    {choices.map(([value, label]) => (
      <label key={value} className="choice">
        <input type="radio" name={name} value={value} defaultChecked={chosen === value} /> {label}
      </label>
    ))}
  </fieldset>
)
