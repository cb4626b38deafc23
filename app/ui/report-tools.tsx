import { Button, Group, Text } from '@mantine/core'
import { Link } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { type Layer, layers } from '../domain/areas.ts'
import { layerLabels } from '../domain/labels.ts'
import type { ReportSheet } from '../domain/report-sheet.ts'
import { monthAfter } from '../domain/statistic-month.ts'
import { monthText } from './dates.ts'
import { listAddress } from './report-links.tsx'

/** What the screen has and paper has not: 打印, the months beside this one, the map's layer. */
export function ReportTools({
  sheet,
  layer,
  lastWhole,
}: {
  sheet: ReportSheet
  layer: Layer
  lastWhole: string
}) {
  const { area, month } = sheet.report
  const [scripted, setScripted] = useState(false)
  useEffect(() => setScripted(true), [])
  const to = (month: string, layer: Layer) =>
    listAddress(`/reports/${month}`, { area: area.code, layer })
  const [before, after] = [monthAfter(month, -1), monthAfter(month, 1)]
  return (
    <div className="report-tools no-print">
      <Group gap="sm">
        {scripted && (
          <Button size="lg" onClick={() => window.print()}>
            打印
          </Button>
        )}
        <Button component={Link} to="/reports" variant="default" size="lg">
          换辖区或月份
        </Button>
        <Button component={Link} to={to(before, layer)} variant="default" size="lg">
          {monthText(before)}
        </Button>
        {month <= lastWhole && (
          <Button component={Link} to={to(after, layer)} variant="default" size="lg">
            {monthText(after)}
          </Button>
        )}
      </Group>
      <nav aria-label="地图图层" className="report-layers">
        <Text span>图上显示：</Text>
        {layers.map((choice) => (
          <Link
            key={choice}
            to={to(month, choice)}
            preventScrollReset
            aria-current={choice === layer ? 'true' : undefined}
          >
            {layerLabels[choice]}
          </Link>
        ))}
      </nav>
      <Text size="sm" c="dimmed">
        {scripted ? '' : '请用浏览器菜单里的“打印”。'}
        纸张选 A4，缩放 100%，勾选“背景图形”；页码由新版浏览器自动印出，旧版请勾选“页眉和页脚”。
      </Text>
    </div>
  )
}
