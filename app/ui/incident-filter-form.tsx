import { Button, Group } from '@mantine/core'
import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { type AreaLevel, layers } from '../domain/areas.ts'
import { type IncidentFilter, isNarrowed } from '../domain/incident-filter.ts'
import { validities } from '../domain/incidents.ts'
import { layerLabels, validityLabels } from '../domain/labels.ts'
import type { CategoryOption } from './incident-tiles.tsx'
import '../styles/incident.css'

/** The filters of the list, a plain GET form: what is chosen stands in the address. */
export function IncidentFilterForm({
  filter,
  categories,
  areas,
}: {
  filter: IncidentFilter
  categories: readonly CategoryOption[]
  areas: readonly { code: string; name: string; level: AreaLevel }[]
}) {
  return (
    <details className="card incident-filter" open={isNarrowed(filter)}>
      <summary>筛选</summary>
      {/* The key puts the fields back to what the address says when it changes. */}
      <Form method="get" role="search" aria-label="筛选事件" key={JSON.stringify(filter)}>
        <div className="incident-filter-fields">
          <Field name="text" label="编号、地址或情况" type="search" value={filter.text} />
          <Field name="month" label="统计月份" type="month" value={filter.month} />
          <Field name="from" label="从哪天（未选月份时）" type="date" value={filter.from} />
          <Field name="to" label="到哪天" type="date" value={filter.to} />
          <Choice name="category" label="类别" value={filter.categoryCode}>
            {categories.map(({ code, label, parentCode }) => (
              <option key={code} value={code}>
                {parentCode === null ? label : `　${label}`}
              </option>
            ))}
          </Choice>
          <Choice name="validity" label="状态" value={filter.validity}>
            {validities.map((validity) => (
              <option key={validity} value={validity}>
                {validityLabels[validity]}
              </option>
            ))}
          </Choice>
          <Choice name="area" label="乡镇、村（社区）" value={filter.areaCode}>
            {areas.map(({ code, name, level }) => (
              <option key={code} value={code}>
                {level === 'village' ? `　${name}` : name}
              </option>
            ))}
          </Choice>
          <div>
            <label className="field-label" htmlFor="filter-layer">
              网格类型
            </label>
            <select
              id="filter-layer"
              name="layer"
              className="native-select"
              defaultValue={filter.layer}
            >
              {layers.map((layer) => (
                <option key={layer} value={layer}>
                  {layerLabels[layer]}
                </option>
              ))}
            </select>
          </div>
          <Field name="grid" label="网格编号" type="text" value={filter.gridCode} />
        </div>
        <label className="choice-row">
          <input type="checkbox" name="mine" value="1" defaultChecked={filter.mine} />
          <span>只看我登记的</span>
        </label>
        <Group mt="sm">
          <Button type="submit" size="lg">
            筛选
          </Button>
          <Button component={Link} to="/incidents" variant="default" size="lg">
            清空
          </Button>
        </Group>
      </Form>
    </details>
  )
}

function Field({
  name,
  label,
  type,
  value,
}: {
  name: string
  label: string
  type: 'search' | 'month' | 'date' | 'text'
  value: string | null
}) {
  return (
    <div>
      <label className="field-label" htmlFor={`filter-${name}`}>
        {label}
      </label>
      <input
        id={`filter-${name}`}
        name={name}
        type={type}
        className="native-field"
        defaultValue={value ?? ''}
      />
    </div>
  )
}

function Choice({
  name,
  label,
  value,
  children,
}: {
  name: string
  label: string
  value: string | null
  children: ReactNode
}) {
  return (
    <div>
      <label className="field-label" htmlFor={`filter-${name}`}>
        {label}
      </label>
      <select
        id={`filter-${name}`}
        name={name}
        className="native-select"
        defaultValue={value ?? ''}
      >
        <option value="">全部</option>
        {children}
      </select>
    </div>
  )
}
