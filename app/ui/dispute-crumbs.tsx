import '../styles/dispute.css'
import { Text } from '@mantine/core'
import { Link } from '@remix-run/react'

export const DisputeCrumbs = ({
  id,
  number,
  here,
}: {
  id: number
  number: string
  here: string
}) => (
  <Text component="nav" className="crumbs" aria-label="位置">
    <Link to="/disputes">矛盾纠纷</Link> › <Link to={`/disputes/${id}`}>{number}</Link> › {here}
  </Text>
)
