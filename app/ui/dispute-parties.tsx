import { Button, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { partyKindLabels, partySideLabels } from '../domain/labels.ts'
import { type PartyKind, type PartySide, partySides } from '../domain/mediation.ts'

export interface ShownParty {
  id: number
  side: PartySide
  kind: PartyKind
  name: string
  phone: string | null
}

/** The parties by side, as they come: masked, or in clear inside a recorded reveal. */
export const PartyList = ({ parties }: { parties: readonly ShownParty[] }) => (
  <dl className="facts">
    {partySides.map((side) => {
      const those = parties.filter((party) => party.side === side)
      return (
        <div key={side}>
          <dt>{partySideLabels[side]}</dt>
          <dd>
            {those.length === 0 && '未填写'}
            {those.map(({ id, name, kind, phone }) => (
              <div key={id}>
                {name}
                {kind === 'organisation' && `（${partyKindLabels[kind]}）`}
                {phone && <span className="phone"> {phone}</span>}
              </div>
            ))}
          </dd>
        </div>
      )
    })}
  </dl>
)

export const DisputeParties = ({
  id,
  parties,
  mayReveal,
}: {
  id: number
  parties: readonly ShownParty[]
  mayReveal: boolean
}) => (
  <section className="card" aria-labelledby="parties">
    <Title order={2} id="parties">
      当事人
    </Title>
    <PartyList parties={parties} />
    {mayReveal && parties.length > 0 && (
      <>
        <Button component={Link} to={`/disputes/${id}/parties`} variant="default" size="lg">
          查看姓名和电话
        </Button>
        <Text size="sm" c="dimmed" mt="xs">
          查看要填写原因，并记入操作记录。
        </Text>
      </>
    )}
  </section>
)
