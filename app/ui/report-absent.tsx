import { Alert, Stack, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Month } from '../domain/day.ts'
import { monthText } from './dates.ts'
import { listAddress } from './report-links.tsx'

/** Why there is no report of a month, and where to go instead. */
export const ReportAbsent = ({
  month,
  lastWhole,
  area,
  reason,
}: {
  month: Month
  lastWhole: Month
  area: string
  reason: string
}) => (
  <Stack>
    <Title order={1}>{monthText(month)}月报</Title>
    {reason === 'futureMonth' ? (
      <Alert variant="outline" title="这个月还没有开始">
        <Text>
          可以先看最近一个完整月份：
          <Link to={listAddress(`/reports/${lastWhole}`, { area })}>
            {monthText(lastWhole)}月报
          </Link>
        </Text>
      </Alert>
    ) : (
      <Alert variant="outline" title="还没有评定规则">
        <Text>请管理员先装入网格评定规则，月报随后就有。</Text>
      </Alert>
    )}
  </Stack>
)
