import { Text, Title } from '@mantine/core'
import type { Layer } from '../domain/areas.ts'
import type { Month } from '../domain/day.ts'
import type { Colour, Ruleset } from '../domain/grading.ts'
import type { Explanation } from '../domain/grading-explanation.ts'
import { layerLabels } from '../domain/labels.ts'
import { monthAfter } from '../domain/statistic-month.ts'
import { dayText, monthText } from './dates.ts'

/** The rule as a leader reads it, and what would turn the grid green. */
export function GridRule({
  layer,
  month,
  colour,
  ruleset,
  toGreen,
}: {
  layer: Layer
  month: Month
  colour: Colour
  ruleset: Ruleset
  toGreen: Explanation | null
}) {
  return (
    <section className="card" aria-labelledby="rule">
      <Title order={2} id="rule">
        怎样评定，怎样转绿
      </Title>
      <RuleText layer={layer} ruleset={ruleset} />
      <Text mt="sm" fw={600}>
        <ToGreenText month={month} colour={colour} ruleset={ruleset} toGreen={toGreen} />
      </Text>
    </section>
  )
}

function RuleText({ layer, ruleset }: { layer: Layer; ruleset: Ruleset }) {
  const { windowDays, perHouseholds, repeatPoints, repeatDays, overduePoints, openDispute } =
    ruleset
  return (
    <>
      <Text>
        {ruleset.mode === 'quota'
          ? `全部${layerLabels[layer]}按得分从高到低排队：触及红线的排在最前，前 ${ruleset.red} 个为红，其后 ${ruleset.yellow} 个为黄，其余为绿。`
          : `得分达到 ${ruleset.red} 为红，达到 ${ruleset.yellow} 为黄，以下为绿；触及红线（命案、群体性事件、死亡事故）立即为红。变差立即升级，变好须连续 ${ruleset.quietPeriods} 个月低于本色标准的 ${ruleset.downgradeFactor * 100}% 才降一级。`}
      </Text>
      <Text mt="xs">
        得分是近 {windowDays} 天每起有效事件的分值相加，越早的越轻，满 {windowDays} 天归零；同一地点{' '}
        {repeatDays} 天内重复发生加 {repeatPoints} 分；未办结纠纷按难易加 {openDispute.simple} 至{' '}
        {openDispute.difficult} 分，超期加 {overduePoints} 分
        {perHouseholds === null
          ? '。'
          : `；超过 ${perHouseholds} 户的网格按每 ${perHouseholds} 户折算。`}
      </Text>
    </>
  )
}

function ToGreenText({
  month,
  colour,
  ruleset,
  toGreen,
}: {
  month: Month
  colour: Colour
  ruleset: Ruleset
  toGreen: Explanation | null
}) {
  if (!toGreen) {
    return '本期没有人值守，也没有数据来源覆盖这个网格，所以不评颜色。请安排网格员，或导入本期数据。'
  }
  if (colour === 'green') return '现在就是绿色。'
  const redLines =
    toGreen.redLines.length > 0 &&
    `红线事件 ${toGreen.redLines.join('、')} 满 ${ruleset.windowDays} 天前一直为红。`
  if (toGreen.mode === 'quota') {
    if (redLines) return redLines
    return toGreen.pointsToGo === null
      ? '绿色网格也没有更低的得分可比，要等别的网格变化。'
      : `现在第 ${toGreen.rank} 名，前 ${toGreen.lastColouredRank} 名不为绿；得分再降 ${toGreen.pointsToGo.toFixed(4)} 分，低于第一个绿色网格的 ${toGreen.greenBelow?.toFixed(4)} 分，即可转绿。`
  }
  return (
    <>
      {redLines}
      {toGreen.pointsToGo > 0 &&
        `得分须降到 ${toGreen.greenBelow} 以下，还差 ${toGreen.pointsToGo.toFixed(4)} 分。`}
      {toGreen.pointsToGo > 0 &&
        (toGreen.decaysOn
          ? `没有新增的话，${dayText(toGreen.decaysOn)}可降到。`
          : '未办结纠纷和超期事项不办结，得分降不下来。')}
      {toGreen.quietPeriodsToGo > 0 &&
        `得分低于 ${toGreen.quietBelow} 算平稳月，再连续 ${toGreen.quietPeriodsToGo} 个平稳月可转绿。`}
      {toGreen.quietPeriodsToGo > 0 &&
        !redLines &&
        `最早${monthText(monthAfter(month, toGreen.quietPeriodsToNext))}可降为${colour === 'red' ? '黄' : '绿'}色。`}
    </>
  )
}
