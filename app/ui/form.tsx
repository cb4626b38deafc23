import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { Alert, Button, type ButtonProps, List } from '@mantine/core'
import { useNavigation, useSubmit } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import { type FieldErrors, type FieldValues, useForm } from 'react-hook-form'
import type { GenericSchema } from 'valibot'

/** Messages by field name, as the server or the browser found them. */
export type FieldProblems = Record<string, string>

/** A schema of a posted form: a record of texts in, anything out. */
export type FormSchema = GenericSchema<FieldValues, FieldValues>

export interface FormState {
  values: Record<string, string>
  problems?: FieldProblems
}

/**
 * One form, one schema: in the browser react-hook-form checks before sending, without JavaScript
 * the post goes to the action, which checks with the same schema and sends values and problems
 * back. `field('name')` gives an input its name, value, error and wiring.
 */
export function useSchemaForm(schema: FormSchema, { values, problems = {} }: FormState) {
  const submit = useSubmit()
  const { register, handleSubmit, formState } = useForm<FieldValues>({
    defaultValues: values,
    resolver: standardSchemaResolver(schema),
    shouldFocusError: false,
  })
  const found = { ...problems, ...messagesOf(formState.errors) }
  return {
    problems: found,
    field: (name: string) => ({
      ...register(name),
      id: name,
      defaultValue: values[name] ?? '',
      error: found[name],
    }),
    onSubmit: (event: React.FormEvent<HTMLFormElement>) => {
      const form = event.currentTarget
      const submitter = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
      void handleSubmit(() => submit(submitter?.name ? submitter : form))(event)
    },
  }
}

/** The first message of every field, by dotted name. */
function messagesOf(errors: FieldErrors, prefix = ''): FieldProblems {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([name, error]): [string, string][] => {
      if (!error) return []
      return typeof error.message === 'string'
        ? [[prefix + name, error.message]]
        : Object.entries(messagesOf(error as FieldErrors, `${prefix}${name}.`))
    }),
  )
}

/** 填写有误: every problem in one place, each a link to its field; takes the focus when it appears. */
export function ErrorSummary({ problems }: { problems: FieldProblems }) {
  const summary = useRef<HTMLDivElement>(null)
  const entries = Object.entries(problems)
  const text = entries.map(([, message]) => message).join('\n')
  useEffect(() => {
    if (text !== '') summary.current?.focus()
  }, [text])
  if (entries.length === 0) return null
  return (
    <Alert
      ref={summary}
      tabIndex={-1}
      role="alert"
      color="red"
      variant="outline"
      title="请改正以下内容"
    >
      <List>
        {entries.map(([name, message]) => (
          <List.Item key={name}>
            <a href={`#${name}`}>{message}</a>
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

/** The button that sends a form; it shows that it is at work and cannot be pressed twice. */
export function SubmitButton({
  children,
  ...props
}: ButtonProps & { children: ReactNode; name?: string; value?: string; form?: string }) {
  const busy = useNavigation().state === 'submitting'
  return (
    <Button type="submit" size="lg" loading={busy} {...props}>
      {children}
    </Button>
  )
}
