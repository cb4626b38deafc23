import '../styles/dispute.css'
import { NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { Form } from '@remix-run/react'
import { useState } from 'react'
import { disputeSourceCodes } from '../domain/dispute-sources.ts'
import { scaleCodes } from '../domain/incidents.ts'
import { difficultyLabels, disputeSourceLabels, scaleLabels } from '../domain/labels.ts'
import { looksPersonal } from '../domain/masking.ts'
import { difficulties } from '../domain/mediation.ts'
import { DisputeIntakeParties } from './dispute-intake-parties.tsx'
import { type DisputeTypeOption, DisputeTypeSelect } from './dispute-type-select.tsx'
import { ErrorSummary, type FieldProblems, SubmitButton } from './form.tsx'
import { PlaceFields, type PlaceFieldsProps } from './place-fields.tsx'

export interface DisputeIntakeProps {
  types: readonly DisputeTypeOption[]
  choices: PlaceFieldsProps['choices']
  values: Record<string, string>
  problems: FieldProblems
  question: NonNullable<PlaceFieldsProps['question']> | null
  /** The ID and phone numbers the last warning named; sent back, they are kept. */
  personal: string
}

/** 登记纠纷: what, where, between whom; checked where it is kept, so it works without JavaScript. */
export function DisputeIntake(props: DisputeIntakeProps) {
  const { types, choices, values, problems, question, personal } = props
  const field = (name: string) => ({
    id: name,
    name,
    defaultValue: values[name] ?? '',
    error: problems[name],
  })
  return (
    <Form method="post" noValidate>
      <Stack>
        <ErrorSummary problems={problems} />
        <input type="hidden" name="key" value={values.key ?? ''} />
        <input type="hidden" name="keptText" value={personal} />
        <DisputeTypeSelect {...field('typeCode')} label="纠纷类型" none="请选择" types={types} />
        <Summary {...field('summary')} />
        <PlaceFields choices={choices} values={values} problems={problems} question={question} />
        <DisputeIntakeParties values={values} problems={problems} />
        <fieldset className="card seat">
          <legend>名称、来源和规模</legend>
          <TextInput
            {...field('title')}
            label="纠纷名称（可不填）"
            description="不填时用地点和类型作名称；不写当事人姓名"
            maxLength={60}
          />
          <NativeSelect
            {...field('sourceCode')}
            defaultValue={values.sourceCode ?? '1'}
            label="案件来源"
            data={disputeSourceCodes.map((value) => ({ value, label: disputeSourceLabels[value] }))}
          />
          <NativeSelect
            {...field('difficulty')}
            defaultValue={values.difficulty ?? 'ordinary'}
            label="难度"
            data={difficulties.map((value) => ({ value, label: difficultyLabels[value] }))}
          />
          <NativeSelect
            {...field('scaleCode')}
            defaultValue={values.scaleCode ?? '01'}
            label="涉及规模"
            data={scaleCodes.map((value) => ({ value, label: scaleLabels[value] }))}
          />
          <TextInput
            {...field('peopleCount')}
            defaultValue={values.peopleCount ?? '2'}
            label="涉及人数"
            inputMode="numeric"
          />
        </fieldset>
        <SubmitButton fullWidth>登记</SubmitButton>
      </Stack>
    </Form>
  )
}

/** Warns while typing, before the server does. */
function Summary(props: React.ComponentProps<typeof Textarea>) {
  const [marks, setMarks] = useState<string[]>([])
  return (
    <div>
      <Textarea
        {...props}
        label="简要情况"
        description="起因、经过、双方要求；不写姓名、电话和身份证号"
        maxLength={2000}
        minRows={4}
        onChange={({ currentTarget }) =>
          setMarks(looksPersonal(currentTarget.value).map(({ text }) => text))
        }
      />
      <p role="status" className="personal-warning">
        {marks.length > 0 &&
          `像是身份证号或手机号：${marks.join('、')}。请删去，电话填在当事人栏。`}
      </p>
    </div>
  )
}
