import { Link } from '@remix-run/react'
import { type Colour, colours } from '../domain/grading.ts'
import { colourLabels, colourSymbols } from '../domain/labels.ts'
import { type MapFilter, mapAddress, toggled } from '../domain/map-filter.ts'

/** ■ 红 60 ▲ 黄 196 ●绿 809 ○ 无数据 0: each a switch that filters map and list alike. */
export function MapLegend({
  filter,
  counts,
}: {
  filter: MapFilter
  counts: Record<Colour, number>
}) {
  return (
    <nav className="map-legend" aria-label="图例，点选颜色可筛选">
      {colours.map((colour) => {
        const isChosen = filter.colours.includes(colour)
        return (
          <Link
            key={colour}
            to={mapAddress(filter, { colours: toggled(filter.colours, colour) })}
            preventScrollReset
            aria-current={isChosen ? 'true' : undefined}
            data-faded={filter.colours.length > 0 && !isChosen ? '' : undefined}
          >
            <span className={`grade grade-${colour}`}>
              <span aria-hidden>{colourSymbols[colour]}</span> {colourLabels[colour]}
            </span>{' '}
            <b>{counts[colour].toLocaleString('zh-CN')}</b>
            {isChosen && <span className="visually-hidden">（已选，点按取消）</span>}
          </Link>
        )
      })}
      {filter.colours.length > 0 && (
        <Link
          to={mapAddress(filter, { colours: [] })}
          preventScrollReset
          className="map-legend-all"
        >
          显示全部
        </Link>
      )}
    </nav>
  )
}
