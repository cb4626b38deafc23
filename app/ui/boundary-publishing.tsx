import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Form, Link } from '@remix-run/react'
import { beginningOfTime, type Day, weekdayOf } from '../domain/day.ts'
import { changesAnything, type GridsOutcome } from '../domain/import-outcomes.ts'
import { layerLabels } from '../domain/labels.ts'
import { ActButton } from './act-button.tsx'
import { dayText } from './dates.ts'

/** 发布: asks once more, with the day and the main figures. */
export function BoundaryPublishing({ outcome, today }: { outcome: GridsOutcome; today: Day }) {
  if (!changesAnything(outcome)) {
    return (
      <Alert color="blue" id="publish">
        文件里的边界与系统中的完全一样，没有可发布的改动。
      </Alert>
    )
  }
  const { layer, validFrom } = outcome
  return (
    <Stack className="card publishing" gap="sm" component="section" aria-labelledby="publish">
      <Title order={2} id="publish">
        发布
      </Title>
      <Text>以上是试算，还没有写入。确认无误后发布；发布后仍可撤销，恢复原样。</Text>
      <details className="confirming">
        <summary>发布…</summary>
        <Form method="post">
          <p>
            {sinceText(validFrom)}，{layerLabels[layer]}改用这份边界：
          </p>
          <ul>
            {mainFigures(outcome).map((figure) => (
              <li key={figure}>{figure}</li>
            ))}
          </ul>
          {validFrom <= today && validFrom !== beginningOfTime && (
            <p>这一天已经到了：从那天起的事件立即改归新网格，已签发的月报不变。</p>
          )}
          <ActButton act="confirm">确认发布</ActButton>
        </Form>
      </details>
    </Stack>
  )
}

/** After it: what holds from which day, where to look, and how to take it back. */
export function BoundaryPublished({ outcome }: { outcome: GridsOutcome }) {
  const { layer, validFrom, ended, added, changed, incidentsMoved, changes } = outcome
  const isPlainDay = validFrom !== beginningOfTime
  const disputes = (changes?.disputes.open.total ?? 0) + (changes?.disputes.moved.total ?? 0)
  return (
    <Stack className="card publishing" gap="sm" component="section" aria-labelledby="published">
      <Title order={2} id="published">
        已发布
      </Title>
      <Text>
        {sinceText(validFrom)}，{layerLabels[layer]}用这份边界。
      </Text>
      <Group>
        <Button
          component={Link}
          to={`/map?layer=${layer}${isPlainDay ? `&on=${validFrom}` : ''}`}
          variant="default"
          size="lg"
        >
          {isPlainDay ? '按那天的边界看地图' : '看地图'}
        </Button>
      </Group>
      <details className="confirming undoing">
        <summary>撤销…</summary>
        <Form method="post">
          <p>撤销会恢复到发布之前：</p>
          <ul>
            <li>
              去掉这一批新增的 {added} 个网格，{changed} 个网格恢复原来的边界和信息
            </li>
            <li>恢复停用的 {ended.length} 个网格</li>
            <li>
              {incidentsMoved} 件事件{disputes > 0 && `、${disputes} 件纠纷`}归回原来的网格
            </li>
          </ul>
          <ActButton act="undo" color="red">
            撤销这一批
          </ActButton>
        </Form>
      </details>
    </Stack>
  )
}

const weekdays = '日一二三四五六'

const sinceText = (day: Day): string =>
  day === beginningOfTime
    ? '不分日期，一直以来'
    : `从${dayText(day)}（星期${weekdays.charAt(weekdayOf(day))}）起`

function mainFigures({ added, changed, ended, incidentsMoved, changes }: GridsOutcome): string[] {
  const { disputes, posts, people } = changes ?? {}
  const onDuty = posts?.rows.reduce((sum, row) => sum + row.posts, 0) ?? 0
  return [
    `新增网格 ${added} 个，边界或信息有变 ${changed} 个，停用 ${ended.length} 个`,
    `改归别格的事件 ${incidentsMoved} 件`,
    ...(disputes ? [`换归属的未办结纠纷 ${disputes.open.total} 件`] : []),
    ...(people ? [`有变动的网格户数 ${people.householdsBefore} → ${people.householdsAfter}`] : []),
    ...(onDuty > 0 ? [`所在网格有变的在岗人员 ${onDuty} 人`] : []),
  ]
}
