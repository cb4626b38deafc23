import type { CountEffect } from '../domain/incident-trace.ts'
import type {
  IncidentAct,
  LocatedHow,
  ScaleCode,
  SourceChannel,
  Validity,
} from '../domain/incidents.ts'
import {
  incidentActLabels,
  layerLabels,
  locatedHowLabels,
  scaleLabels,
  sourceChannelLabels,
  validityLabels,
} from '../domain/labels.ts'
import { statedCrsText } from '../domain/stated-crs.ts'
import { dayText, instantText, monthText } from './dates.ts'
import '../styles/incident.css'

type Fact = string | number | null
export type NamedEffect = CountEffect & { name: string }

export interface TracedAct {
  id: number
  act: IncidentAct
  at: string
  reason: string | null
  workerName: string | null
  facts: readonly { field: string; before: Fact; after: Fact }[]
  effects: readonly NamedEffect[]
}

/** 经过: who did what, when and why, what changed and what it did to the counts. */
export function IncidentTrace({ trace }: { trace: readonly TracedAct[] }) {
  if (trace.length === 0) return <p>批量导入，之后没有改动。</p>
  return (
    <ol className="trace">
      {trace.map(({ id, act, at, reason, workerName, facts, effects }) => (
        <li key={id}>
          <b>{incidentActLabels[act]}</b> · {workerName ?? '系统'} · {instantText(at)}
          {reason && <div>原因：{reason}</div>}
          <ul>
            {facts.map(({ field, before, after }) => (
              <li key={field}>
                {fields[field]?.label ?? field}：{factText(field, before)} →{' '}
                {factText(field, after)}
              </li>
            ))}
            {effects.map((effect) => (
              <li key={`${effect.layer}${effect.code}${effect.month}`}>{effectText(effect)}</li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** 综治网格 贺集社区第4网格 2026年11月有效事件 12 → 11 */
export const effectText = ({ layer, name, month, before, after }: NamedEffect): string =>
  `${layerLabels[layer]} ${name} ${monthText(month)}有效事件 ${before} → ${after}`

function factText(field: string, value: Fact): string {
  if (value === null || value === '') return '（空）'
  return fields[field]?.say?.(value) ?? String(value)
}

const degrees = (units: string | number) => (Number(units) / 1e7).toFixed(7)

const fields: Record<string, { label: string; say?: (value: string | number) => string }> = {
  categoryCode: { label: '类别' },
  scaleCode: { label: '规模', say: (code) => scaleLabels[code as ScaleCode] },
  deaths: { label: '死亡人数' },
  occurredOn: { label: '发生日期', say: (day) => dayText(String(day)) },
  occurredAt: { label: '发生时间', say: (instant) => instantText(String(instant)) },
  lonE7: { label: '经度', say: degrees },
  latE7: { label: '纬度', say: degrees },
  sourceCrs: { label: '坐标系', say: (crs) => statedCrsText(String(crs)) },
  addressText: { label: '地址' },
  summary: { label: '简要情况' },
  policeCode: { label: layerLabels.police },
  governanceCode: { label: layerLabels.governance },
  areaCode: { label: '所属区划' },
  locatedHow: { label: '定位方式', say: (how) => locatedHowLabels[how as LocatedHow] },
  validity: { label: '状态', say: (validity) => validityLabels[validity as Validity] },
  sourceChannel: {
    label: '来源渠道',
    say: (channel) => sourceChannelLabels[channel as SourceChannel],
  },
  mergedInto: { label: '并入' },
  disputeId: { label: '纠纷' },
}
