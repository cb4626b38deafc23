import { Alert, Stack, Table, Text, Title } from '@mantine/core'
import type { Layer } from '../domain/areas.ts'
import type {
  BoundaryChanges,
  GridFigure,
  GridPeople,
  Listed,
  PostChange,
} from '../domain/boundary-changes.ts'
import { addDays, beginningOfTime, type Day } from '../domain/day.ts'
import { gridFateLabels } from '../domain/labels.ts'
import { areaText } from './boundary-words.ts'
import { GridCodes, type GridLinks, GridName } from './changed-grid.tsx'
import { dayText } from './dates.ts'
import { PassageTable } from './passage-table.tsx'
import { ShortTable } from './short-table.tsx'

/** What publishing a layer changes, or has changed: whose incidents, disputes, people and ground. */
export function BoundaryChangesView({
  changes,
  layer,
  validFrom,
  isPublished,
  posted,
}: {
  changes: BoundaryChanges
  layer: Layer
  validFrom: Day
  isPublished: boolean
  /** Who is on duty in the grids that change, by code; none for whoever may not know. */
  posted: Readonly<Record<string, readonly string[]>>
}) {
  const { codes, ground, incidents, disputes, people, posts, postsOn } = changes
  const links: GridLinks = {
    layer,
    before: validFrom === beginningOfTime ? null : addDays(validFrom, -1),
    after: isPublished ? validFrom : null,
  }
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="changes">
      <Title order={2} id="changes">
        {isPublished ? '发布后改变了什么' : '发布后会改变什么'}
      </Title>
      <dl className="change-figures">
        <Figure term="新增网格" value={codes.added.total} />
        <Figure term="边界或信息有变" value={codes.changed.total} />
        <Figure term="停用网格" value={codes.ended.total} />
        <Figure term="改归别格的事件" value={incidents.moved.total} />
        <Figure term="换了归属的未办结纠纷" value={disputes.open.total} />
        <Figure term="涉及的在岗人员" value={posts.rows.reduce((sum, row) => sum + row.posts, 0)} />
      </dl>
      {disputes.stranded > 0 && (
        <Alert color="yellow">
          有 {disputes.stranded}{' '}
          件未办结的纠纷登记在停用的网格、又没有位置，发布后请改登记到新网格。
        </Alert>
      )}
      <PassageTable
        title="事件"
        note={
          validFrom === beginningOfTime
            ? '重新按坐标归格。'
            : `${dayText(validFrom)}起发生的，按新边界归格。`
        }
        none="没有事件改归别的网格。"
        unit="件"
        passages={incidents.moved}
        links={links}
      />
      {incidents.earlier.total > 0 && (
        <PassageTable
          title="这之前的事件"
          note="发生在换了归属的地上，仍算在原来的网格，不改。"
          none=""
          unit="件"
          passages={incidents.earlier}
          links={links}
        />
      )}
      <PassageTable
        title="未办结的纠纷"
        note="地点在换了归属的地上，由新网格接着办。"
        none="没有未办结的纠纷换归属。"
        unit="件"
        passages={disputes.open}
        links={links}
      />
      {disputes.moved.total > 0 && (
        <PassageTable
          title="改登记网格的纠纷"
          note={`${dayText(validFrom)}起受理的，登记网格随新边界改。`}
          none=""
          unit="件"
          passages={disputes.moved}
          links={links}
        />
      )}
      <People people={people} links={links} />
      <Posts posts={posts} posted={posted} on={postsOn} links={links} />
      <PassageTable
        title="换了归属的地"
        note="不到 1 平方米的不列。"
        none="没有地换归属。"
        unit=""
        amountText={areaText}
        passages={ground}
        links={links}
      />
      <GridCodes title="新增的网格" codes={codes.added} links={links} side="after" />
      <GridCodes title="边界或信息有变的网格" codes={codes.changed} links={links} side="before" />
      <GridCodes title="停用的网格" codes={codes.ended} links={links} side="before" />
    </Stack>
  )
}

const Figure = ({ term, value }: { term: string; value: number }) => (
  <div>
    <dt>{term}</dt>
    <dd>{value.toLocaleString('zh-CN')}</dd>
  </div>
)

function People({ people, links }: { people: BoundaryChanges['people']; links: GridLinks }) {
  const { householdsBefore, householdsAfter, populationBefore, populationAfter } = people
  const changed = people.rows.filter(isChanged)
  return (
    <section>
      <Title order={3}>户数和人口</Title>
      <Text size="sm">
        有变动的网格合计：户数 {householdsBefore} → {householdsAfter}，人口 {populationBefore} →{' '}
        {populationAfter}。
        {changed.some(({ households }) => households.basis === 'area') &&
          '带“约”的文件里没有，是按面积从原网格分摊的，请核对后补上。'}
      </Text>
      <ShortTable
        label="户数和人口的变动"
        head={['网格', '户数', '人口']}
        rows={changed}
        row={(row) => (
          <Table.Tr key={row.code}>
            <Table.Td>
              <GridName code={row.code} links={links} side="after" />
            </Table.Td>
            <Table.Td>{figureText(row.householdsBefore, row.households)}</Table.Td>
            <Table.Td>{figureText(row.populationBefore, row.population)}</Table.Td>
          </Table.Tr>
        )}
      />
    </section>
  )
}

const isChanged = ({ households, population, householdsBefore, populationBefore }: GridPeople) =>
  households.value !== householdsBefore || population.value !== populationBefore

const figureText = (before: number | null, { value, basis }: GridFigure): string =>
  `${before ?? '—'} → ${value === null ? '不知道' : basis === 'area' ? `约 ${value}` : value}`

function Posts({
  posts: { total, rows },
  posted,
  on,
  links,
}: {
  posts: Listed<PostChange>
  posted: Readonly<Record<string, readonly string[]>>
  on: Day
  links: GridLinks
}) {
  return (
    <section>
      <Title order={3}>在岗人员</Title>
      {total === 0 ? (
        <Text size="sm">{dayText(on)}在岗的人，所在网格都没有变。</Text>
      ) : (
        <>
          <Text size="sm">{dayText(on)}在岗，所在网格有变的；发布后请到“账号”里改岗。</Text>
          <ShortTable
            label="在岗人员的变动"
            head={['网格', '在岗', '怎么变', '地归哪里']}
            rows={rows}
            row={({ code, posts, fate, to }) => (
              <Table.Tr key={code}>
                <Table.Td>
                  <GridName code={code} links={links} side="before" />
                </Table.Td>
                <Table.Td>
                  {posts} 人{posted[code]?.length ? `：${posted[code].join('、')}` : ''}
                </Table.Td>
                <Table.Td>{gridFateLabels[fate]}</Table.Td>
                <Table.Td>
                  {to.length === 0 && '网格以外'}
                  {to.map(({ code, share }) => (
                    <span key={code} className="taker">
                      <GridName code={code} links={links} side="after" /> {shareText(share)}
                    </span>
                  ))}
                </Table.Td>
              </Table.Tr>
            )}
          />
        </>
      )}
    </section>
  )
}

const shareText = (share: number): string =>
  share < 0.01 ? '不到 1%' : `${Math.round(share * 1000) / 10}%`
