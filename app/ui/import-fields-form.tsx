import { Checkbox, NativeSelect, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import { Form } from '@remix-run/react'
import { layers } from '../domain/areas.ts'
import type { Day } from '../domain/day.ts'
import type { BatchKind } from '../domain/import-batches.ts'
import { layerLabels } from '../domain/labels.ts'
import { type FieldProblems, SubmitButton } from './form.tsx'
import { ImportCrsFields } from './import-crs-fields.tsx'
import { ImportDayFields } from './import-day-fields.tsx'

/** The form's id: what is ticked elsewhere on the page is sent with it. */
export const fieldsForm = 'fields'

export interface FieldsFormProps {
  kind: BatchKind
  /** The names of the file's fields; none when a program stated them, which leaves the day to choose. */
  columns: string[]
  values: Record<string, string>
  problems: FieldProblems
  monday: Day
  declared?: string | null
}

const columnFields: Record<BatchKind, readonly { name: string; label: string; needed: boolean }[]> =
  {
    areas: [
      { name: 'code', label: '区划代码', needed: true },
      { name: 'name', label: '名称', needed: true },
      { name: 'parent', label: '上级代码', needed: true },
    ],
    grids: [
      { name: 'code', label: '网格代码', needed: true },
      { name: 'name', label: '名称', needed: false },
      { name: 'area', label: '所属区划代码', needed: false },
      { name: 'households', label: '户数', needed: false },
      { name: 'population', label: '人口', needed: false },
    ],
    incidents: [
      { name: 'id', label: '编号', needed: true },
      { name: 'lon', label: '经度', needed: true },
      { name: 'lat', label: '纬度', needed: true },
      { name: 'on', label: '发生日期或时间', needed: true },
      { name: 'category', label: '类别代码', needed: false },
    ],
  }

/** Says which field of the file is which; sent again, it only makes another preview. */
export function ImportFieldsForm(props: FieldsFormProps) {
  const { kind, columns, values, problems, monday } = props
  return (
    <Form method="post" id={fieldsForm} key={JSON.stringify(values)}>
      <Stack className="card">
        <Title order={2}>{columns.length > 0 ? '对列名' : '启用日期'}</Title>
        {columns.length > 0 ? <FileFields {...props} /> : <StatedFields values={values} />}
        {kind === 'grids' && (
          <ImportDayFields
            values={values}
            problem={problems.otherDay ?? problems.validFrom}
            monday={monday}
          />
        )}
        {kind === 'grids' && columns.length > 0 && (
          <Checkbox
            name="wholeLayer"
            defaultChecked={values.wholeLayer === 'on'}
            size="md"
            label="文件是这一层的全部网格，启用当天没列出的一律停用"
          />
        )}
        <SubmitButton name="act" value="preview">
          预览
        </SubmitButton>
      </Stack>
    </Form>
  )
}

function FileFields({ kind, columns, values, problems, declared }: FieldsFormProps) {
  const control = (name: string) => ({
    id: name,
    name,
    defaultValue: values[name] ?? '',
    ...(problems[name] !== undefined && { error: problems[name] }),
  })
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {kind === 'grids' && (
        <NativeSelect {...control('layer')} label="哪一层">
          <option value="">请选择</option>
          {layers.map((layer) => (
            <option key={layer} value={layer}>
              {layerLabels[layer]}
            </option>
          ))}
        </NativeSelect>
      )}
      {kind !== 'areas' && <ImportCrsFields control={control} declared={declared} />}
      {columnFields[kind].map(({ name, label, needed }) => (
        <NativeSelect
          key={name}
          {...control(name)}
          label={needed ? `哪一列是${label}` : `哪一列是${label}（可不选）`}
        >
          <option value="">{needed ? '请选择' : '没有这一列'}</option>
          {columns.map((column) => (
            <option key={column} value={column}>
              {column}
            </option>
          ))}
        </NativeSelect>
      ))}
      {kind === 'incidents' && (
        <TextInput
          {...control('categoryCode')}
          label="统一的类别代码（可不填）"
          description="文件里没有类别列时，全部按这个类别"
        />
      )}
    </SimpleGrid>
  )
}

/** What a redrawing has stated of itself goes back as it is. */
const StatedFields = ({ values }: { values: Record<string, string> }) =>
  ['layer', 'crs', 'epsg', 'wholeLayer', ...columnFields.grids.map(({ name }) => name)].map(
    (name) =>
      values[name] === undefined ? null : (
        <input key={name} type="hidden" name={name} value={values[name]} />
      ),
  )
