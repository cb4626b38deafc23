import { Button, Group, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { moveLabels, panelSeatLabels } from '../domain/labels.ts'
import { isReopening, type PanelSeat, type Status } from '../domain/mediation.ts'

/** What may be done with it now, a button each; every one leads to a small form. */
export function DisputeNext({
  id,
  status,
  next,
  openSeats,
}: {
  id: number
  status: Status
  next: readonly Status[]
  openSeats: readonly PanelSeat[]
}) {
  const waits = next.includes('mediating') && openSeats.length > 0
  return (
    <section className="card" aria-labelledby="next">
      <Title order={2} id="next">
        下一步
      </Title>
      {next.length === 0 && <Text>这件纠纷已经办完，不再流转。</Text>}
      {waits && (
        <Text>
          开始调解前要组成调解小组，还缺：
          {openSeats.map((seat) => panelSeatLabels[seat]).join('、')}。
          <Link to={`/disputes/${id}/panel`}>去组成小组</Link>
        </Text>
      )}
      <Group mt="sm">
        {next.map((to, index) => (
          <Button
            key={to}
            component={Link}
            to={`/disputes/${id}/stage?to=${to}`}
            variant={index === 0 ? 'filled' : 'default'}
            size="lg"
          >
            {isReopening(status, to) ? '重新调解' : moveLabels[to]}
          </Button>
        ))}
      </Group>
    </section>
  )
}
