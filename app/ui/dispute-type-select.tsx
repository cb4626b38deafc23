import { NativeSelect, type NativeSelectProps } from '@mantine/core'
import { disputeTypeText } from './dispute-type-text.ts'

export interface DisputeTypeOption {
  code: string
  label: string
  parentCode: string | null
}

/** 事件类别 of two levels in the browser's own picker; with `classes` a whole class can be chosen. */
export function DisputeTypeSelect({
  types,
  classes = false,
  none,
  ...props
}: Omit<NativeSelectProps, 'data'> & {
  types: readonly DisputeTypeOption[]
  classes?: boolean
  none: string
}) {
  const tops = types.filter(({ parentCode }) => parentCode === null)
  return (
    <NativeSelect {...props}>
      <option value="">{none}</option>
      {tops.map((top) => {
        const below = types.filter(({ parentCode }) => parentCode === top.code)
        if (below.length === 0) return <TypeOption key={top.code} {...top} />
        return (
          <optgroup key={top.code} label={top.label}>
            {classes && <option value={top.code}>{top.label}（全部）</option>}
            {below.map((type) => (
              <TypeOption
                key={type.code}
                {...type}
                label={disputeTypeText(type.label, top.label)}
              />
            ))}
          </optgroup>
        )
      })}
    </NativeSelect>
  )
}

const TypeOption = ({ code, label }: DisputeTypeOption) => <option value={code}>{label}</option>
