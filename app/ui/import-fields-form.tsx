import { Checkbox, NativeSelect, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import { Form } from '@remix-run/react'
import { layers } from '../domain/areas.ts'
import type { BatchKind } from '../domain/import-batches.ts'
import { coordinateSystems } from '../domain/incidents.ts'
import { coordinateSystemLabels, layerLabels } from '../domain/labels.ts'
import { type FieldProblems, SubmitButton } from './form.tsx'

interface FieldsFormProps {
  kind: BatchKind
  /** The names of the file's fields. */
  columns: string[]
  values: Record<string, string>
  problems: FieldProblems
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
export function ImportFieldsForm({ kind, columns, values, problems }: FieldsFormProps) {
  const control = (name: string) => ({
    id: name,
    name,
    defaultValue: values[name] ?? '',
    error: problems[name],
  })
  return (
    <Form method="post" key={JSON.stringify(values)}>
      <Stack className="card">
        <Title order={2}>对列名</Title>
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
          {kind !== 'areas' && (
            <NativeSelect
              {...control('crs')}
              label="坐标系"
              description="必须选对：选错会偏出四五百米，落到别的网格"
            >
              <option value="">请选择</option>
              {coordinateSystems.map((crs) => (
                <option key={crs} value={crs}>
                  {coordinateSystemLabels[crs]}
                </option>
              ))}
            </NativeSelect>
          )}
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
          {kind === 'grids' && (
            <>
              <TextInput
                {...control('validFrom')}
                type="date"
                label="启用日期（可不填）"
                description="不填表示一直如此，没列出的网格不动；调整网格时填新边界启用的那一天，被占去一半以上的旧网格当天停用"
              />
              <Checkbox
                name="wholeLayer"
                defaultChecked={values.wholeLayer === 'on'}
                size="md"
                label="文件是这一层的全部网格，启用当天没列出的一律停用"
              />
            </>
          )}
        </SimpleGrid>
        <SubmitButton name="act" value="preview">
          预览
        </SubmitButton>
      </Stack>
    </Form>
  )
}
