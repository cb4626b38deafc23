import { Button } from '@mantine/core'
import { Form, Link } from '@remix-run/react'
import type { IncidentAct } from '../domain/incidents.ts'
import '../styles/incident.css'

/** What this worker may do with the incident now. */
export function IncidentActs({ id, acts }: { id: number; acts: readonly IncidentAct[] }) {
  if (acts.length === 0) return <p>没有您可以办理的操作。</p>
  return (
    <div className="incident-acts">
      {acts.includes('madeDispute') && <MakeDispute id={id} />}
      {acts.includes('corrected') && (
        <Button component={Link} to={`/incidents/${id}/correction`} variant="default" size="lg">
          更正
        </Button>
      )}
      {acts.includes('merged') && (
        <Button component={Link} to={`/incidents/${id}/duplicate`} variant="default" size="lg">
          并入重复事件
        </Button>
      )}
      {(['markedInvalid', 'withdrawn', 'markedValid'] as const)
        .filter((act) => acts.includes(act))
        .map((act) => (
          <Button
            key={act}
            component={Link}
            to={`/incidents/${id}/validity?act=${act}`}
            variant="default"
            size="lg"
          >
            {voidingWords[act].title}
          </Button>
        ))}
    </div>
  )
}

/** 转为纠纷: one tap. */
export const MakeDispute = ({ id }: { id: number }) => (
  <Form method="post" action={`/incidents/${id}/dispute`}>
    <Button type="submit" size="lg" fullWidth>
      转为纠纷
    </Button>
  </Form>
)

/** How each voiding act is offered, explained and confirmed. */
export const voidingWords = {
  withdrawn: {
    title: '撤回',
    explanation: '登记有误、不该登记的，撤回后不再计数，之后可以恢复。',
    reason: '登记有误',
  },
  markedInvalid: {
    title: '标为无效',
    explanation: '核实后不属实的，标为无效后不再计数，之后可以恢复。',
    reason: '',
  },
  markedValid: {
    title: '恢复有效',
    explanation: '恢复后重新计入所在网格的当月数字。',
    reason: '',
  },
} as const
