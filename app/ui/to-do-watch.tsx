import { Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { DutyList, type ShownDuty } from './to-do-duties.tsx'
import { ToDoTile, ToDoTiles } from './to-do-tile.tsx'

/** The reader's areas at a glance: lamps, what came in today, and what is overdue. */
export const ToDoWatch = ({
  today,
  red,
  yellow,
  visits,
  incidents,
  overdue,
}: {
  today: string
  red: number
  yellow: number
  visits: number
  incidents: number
  overdue: readonly ShownDuty[]
}) => (
  <section aria-labelledby="watch">
    <Title order={2} id="watch">
      辖区亮灯
    </Title>
    <ToDoTiles>
      <ToDoTile to="/disputes?light=red" label="红灯（超期）" count={red} light="red" />
      <ToDoTile to="/disputes?light=yellow" label="黄灯（将到期）" count={yellow} light="yellow" />
      <ToDoTile to="/visits?due=red" label="回访超期" count={visits} light="red" />
      <ToDoTile
        to={`/incidents?from=${today}&to=${today}&validity=valid`}
        label="今日新增事件"
        count={incidents}
      />
    </ToDoTiles>
    {overdue.length === 0 ? (
      <p className="card">辖区内没有超期的纠纷。</p>
    ) : (
      <DutyList duties={overdue} label="辖区超期纠纷" />
    )}
    {red > overdue.length && (
      <p>
        <Link to="/disputes?light=red">查看全部 {red} 件超期纠纷</Link>
      </p>
    )}
  </section>
)
