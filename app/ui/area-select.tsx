import { NativeSelect, type NativeSelectProps } from '@mantine/core'

export interface AreaChoice {
  code: string
  name: string
  path: string
}

/** Areas as an indented list, in the order of the tree; the first line is what none means. */
export const AreaSelect = ({
  areas,
  none,
  ...props
}: NativeSelectProps & { areas: readonly AreaChoice[]; none: string }) => (
  <NativeSelect {...props}>
    <option value="">{none}</option>
    {areas.map(({ code, name, path }) => (
      <option key={code} value={code}>
        {'　'.repeat(Math.max(0, path.split('/').length - 3))}
        {name}
      </option>
    ))}
  </NativeSelect>
)
