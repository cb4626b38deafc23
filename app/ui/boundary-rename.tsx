import { Button, Stack, Text, TextInput } from '@mantine/core'

/** 改名改号: another name, or another code for the same ground. */
export function BoundaryRename({
  code,
  name,
  onRename,
}: {
  code: string
  name: string
  onRename: (code: string, name: string | null) => void
}) {
  function rename(event: React.FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [newCode, newName] = ['newCode', 'name'].map((field) => String(form.get(field)).trim())
    if (newCode && (newCode !== code || newName !== name)) onRename(newCode, newName || null)
  }
  return (
    <form onSubmit={rename}>
      <Stack gap="sm">
        <TextInput name="name" label="名称" defaultValue={name} maxLength={100} />
        <TextInput name="newCode" label="代码" defaultValue={code} maxLength={64} required />
        <Text size="sm" c="dimmed">
          改了代码，原代码到启用那天为止；以前的统计仍在原代码下。
        </Text>
        <Button type="submit" size="lg">
          改名改号
        </Button>
      </Stack>
    </form>
  )
}
