import { Link } from '@remix-run/react'
import type { Layer } from '../domain/areas.ts'
import type { LocatedHow, ScaleCode, SourceChannel, Validity } from '../domain/incidents.ts'
import {
  layerLabels,
  locatedHowLabels,
  scaleLabels,
  sourceChannelLabels,
} from '../domain/labels.ts'
import { dayText, instantText } from './dates.ts'
import { IncidentValidity } from './incident-validity.tsx'
import '../styles/incident.css'

export interface GridLink {
  layer: Layer
  code: string
  name: string
  /** Its own page opens for the reader. */
  isInReach: boolean
}

export interface IncidentFactsProps {
  facts: {
    occurredOn: string
    occurredAt: string | null
    reportedAt: string
    scaleCode: ScaleCode
    deaths: number
    addressText: string | null
    summary: string | null
    locatedHow: LocatedHow
    validity: Validity
    sourceChannel: SourceChannel
  }
  categoryLabel: string
  areaNames: readonly string[]
  police: GridLink | null
  governance: GridLink | null
  reporterName: string | null
  mergedInto: { id: number; number: string } | null
  duplicates: readonly { id: number; number: string }[]
  dispute: { id: number; number: string } | null
}

/** The facts of an incident and everything it is tied to. */
export function IncidentFacts(props: IncidentFactsProps) {
  const { facts, categoryLabel, areaNames, mergedInto, duplicates, dispute } = props
  return (
    <dl>
      <dt>状态</dt>
      <dd>
        <IncidentValidity validity={facts.validity} />
        {mergedInto && (
          <>
            ：<Link to={`/incidents/${mergedInto.id}`}>{mergedInto.number}</Link>
          </>
        )}
      </dd>
      <dt>类别</dt>
      <dd>{categoryLabel}</dd>
      <dt>发生时间</dt>
      <dd>{facts.occurredAt ? instantText(facts.occurredAt) : dayText(facts.occurredOn)}</dd>
      <dt>村（社区）</dt>
      <dd>{areaNames.slice(1).join(' ') || '未定'}</dd>
      <dt>地址</dt>
      <dd>{facts.addressText ?? '未填'}</dd>
      {(['governance', 'police'] as const).map((layer) => (
        <GridFact key={layer} layer={layer} grid={props[layer]} />
      ))}
      <dt>定位方式</dt>
      <dd>{locatedHowLabels[facts.locatedHow]}</dd>
      <dt>简要情况</dt>
      <dd>{facts.summary ?? '未填'}</dd>
      <dt>规模</dt>
      <dd>
        {scaleLabels[facts.scaleCode]}
        {facts.deaths > 0 && `，死亡${facts.deaths}人`}
      </dd>
      <dt>来源</dt>
      <dd>
        {sourceChannelLabels[facts.sourceChannel]}
        {props.reporterName && `，${props.reporterName}登记`}
      </dd>
      <dt>登记时间</dt>
      <dd>{instantText(facts.reportedAt)}</dd>
      {dispute && (
        <>
          <dt>已转纠纷</dt>
          <dd>
            <Link to={`/disputes/${dispute.id}`}>{dispute.number}</Link>
          </dd>
        </>
      )}
      {duplicates.length > 0 && (
        <>
          <dt>并入的重复事件</dt>
          <dd>
            {duplicates.map(({ id, number }) => (
              <div key={id}>
                <Link to={`/incidents/${id}`}>{number}</Link>
              </div>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}

const GridFact = ({ layer, grid }: { layer: Layer; grid: GridLink | null }) => (
  <>
    <dt>{layerLabels[layer]}</dt>
    <dd>
      {grid === null ? (
        '不在任何网格内'
      ) : grid.isInReach ? (
        <Link to={`/grids/${layer}/${encodeURIComponent(grid.code)}`}>
          {grid.name}（{grid.code}）
        </Link>
      ) : (
        `${grid.name}（${grid.code}）`
      )}
    </dd>
  </>
)
