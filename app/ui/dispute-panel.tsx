import { Button, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { panelSeatLabels } from '../domain/labels.ts'
import { panelSeats, type Seat } from '../domain/mediation.ts'

export interface ShownSeat extends Seat {
  workerName: string | null
}

/** 四位一体: who sits in each of the four seats, or why it is left out. */
export const DisputePanel = ({
  id,
  panel,
  mayHandle,
}: {
  id: number
  panel: readonly ShownSeat[]
  mayHandle: boolean
}) => (
  <section className="card" aria-labelledby="panel">
    <Title order={2} id="panel">
      调解小组
    </Title>
    <dl className="facts">
      {panelSeats.map((seat) => (
        <div key={seat}>
          <dt>{panelSeatLabels[seat]}</dt>
          <dd>{seatText(panel.find((row) => row.seat === seat))}</dd>
        </div>
      ))}
    </dl>
    {mayHandle && (
      <Button component={Link} to={`/disputes/${id}/panel`} variant="default" size="lg">
        {panel.length === 0 ? '组成小组' : '调整小组'}
      </Button>
    )}
  </section>
)

function seatText(seat: ShownSeat | undefined): string {
  if (!seat) return '待定'
  const name = seat.workerName ?? seat.name
  return name ?? `免设：${seat.waivedReason ?? ''}`
}
