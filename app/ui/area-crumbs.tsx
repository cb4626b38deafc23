import { Link } from '@remix-run/react'
import type { AreaDrill } from '../domain/area-drill.ts'
import { type MapFilter, mapAddress } from '../domain/map-filter.ts'

/** 宿迁市 › 宿城区 › 双庄街道, and the areas below it with their red grids. */
export function AreaCrumbs({ filter, drill }: { filter: MapFilter; drill: AreaDrill }) {
  const { crumbs, below } = drill
  const last = crumbs.length - 1
  return (
    <div className="area-crumbs">
      <nav aria-label="辖区">
        <ol>
          {crumbs.map(({ code, name }, index) => (
            <li key={code ?? ''}>
              {index === last ? (
                <b aria-current="page">{name}</b>
              ) : (
                <Link to={mapAddress(filter, { areaCode: code })}>{name}</Link>
              )}
            </li>
          ))}
        </ol>
      </nav>
      {below.length > 0 && (
        <details key={crumbs[last]?.code}>
          <summary>下级辖区 {below.length}</summary>
          <ul>
            {below.map(({ code, name, red }) => (
              <li key={code}>
                <Link to={mapAddress(filter, { areaCode: code })}>
                  {name} {red > 0 && <span className="area-red">■红{red}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
