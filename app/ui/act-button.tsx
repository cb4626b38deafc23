import { Button } from '@mantine/core'
import { useNavigation } from '@remix-run/react'

/** A button of a form with several; it shows when it is at work. */
export function ActButton({
  act,
  children,
  ...look
}: {
  act: 'confirm' | 'undo' | 'discard'
  children: string
  color?: 'blue' | 'red'
  variant?: 'filled' | 'outline' | 'default'
}) {
  const navigation = useNavigation()
  const isDoing = navigation.state !== 'idle' && navigation.formData?.get('act') === act
  return (
    <Button type="submit" name="act" value={act} size="lg" loading={isDoing} {...look}>
      {children}
    </Button>
  )
}
