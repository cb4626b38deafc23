import '../styles/dispute.css'
import { Button, Group, NativeSelect, TextInput } from '@mantine/core'
import { Form, Link } from '@remix-run/react'
import type { DisputeFilter } from '../domain/dispute-filter.ts'
import { lightLabels, methodLabels, statusLabels } from '../domain/labels.ts'
import { methods, statuses } from '../domain/mediation.ts'
import { type AreaChoice, AreaSelect } from './area-select.tsx'
import { type DisputeTypeOption, DisputeTypeSelect } from './dispute-type-select.tsx'

/** The filters of the list, a plain GET form: what is chosen stands in the address. */
export function DisputeFilterForm({
  filter,
  types,
  areas,
}: {
  filter: DisputeFilter
  types: readonly DisputeTypeOption[]
  areas: readonly AreaChoice[]
}) {
  return (
    <details className="card filter" open={isNarrowed(filter)}>
      <summary>筛选</summary>
      {/* The key puts the fields back to what the address says when it changes. */}
      <Form method="get" role="search" aria-label="筛选纠纷" key={JSON.stringify(filter)}>
        {filter.stage && <input type="hidden" name="stage" value={filter.stage} />}
        <div className="filter-fields">
          <TextInput
            name="text"
            label="编号、名称或地址"
            defaultValue={filter.text ?? ''}
            type="search"
          />
          <NativeSelect
            name="books"
            label="在办情况"
            defaultValue={filter.books}
            data={[
              { value: 'open', label: '在办' },
              { value: 'settled', label: '已办结' },
              { value: 'all', label: '全部' },
            ]}
          />
          <NativeSelect
            name="light"
            label="亮灯"
            defaultValue={filter.light ?? ''}
            data={[
              { value: '', label: '全部' },
              ...(['red', 'yellow', 'green'] as const).map((value) => ({
                value,
                label: lightLabels[value],
              })),
            ]}
          />
          <NativeSelect
            name="status"
            label="状态"
            defaultValue={filter.status ?? ''}
            data={[
              { value: '', label: '全部' },
              ...statuses.map((value) => ({ value, label: statusLabels[value] })),
            ]}
          />
          <DisputeTypeSelect
            name="type"
            label="纠纷类型"
            none="全部"
            classes
            types={types}
            defaultValue={filter.typeCode ?? ''}
          />
          <NativeSelect
            name="method"
            label="调解方式"
            defaultValue={filter.method ?? ''}
            data={[
              { value: '', label: '全部' },
              ...methods.map((value) => ({ value, label: methodLabels[value] })),
            ]}
          />
          <AreaSelect
            name="area"
            label="乡镇、村（社区）"
            none="全部辖区"
            areas={areas}
            defaultValue={filter.areaCode ?? ''}
          />
        </div>
        <Group mt="sm">
          <label className="choice">
            <input type="checkbox" name="mine" value="1" defaultChecked={filter.mine} />
            只看我办理的
          </label>
          <Button type="submit" size="lg">
            筛选
          </Button>
          <Button component={Link} to="/disputes" variant="default" size="lg">
            清空
          </Button>
        </Group>
      </Form>
    </details>
  )
}

const isNarrowed = (filter: DisputeFilter): boolean =>
  filter.books !== 'open' ||
  filter.mine ||
  [filter.status, filter.light, filter.typeCode, filter.method, filter.areaCode, filter.text].some(
    (part) => part !== null,
  )
