import { Stack, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { disputeMoveForm } from '~/domain/dispute-move-form.ts'
import { parseForm } from '~/domain/form.ts'
import { moveLabels, moveProblemLabels, statusLabels } from '~/domain/labels.ts'
import {
  isReopening,
  type MoveProblem,
  mayMove,
  needsOpinion,
  type Status,
  statuses,
} from '~/domain/mediation.ts'
import { requireDispute } from '~/server/dispute-access.server.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { advanceDispute } from '~/services/dispute-moves.server.ts'
import { dueOf, keptDue, listOwners } from '~/services/dispute-stage.server.ts'
import { dropDraft, findKeptDraft } from '~/services/drafts.server.ts'
import { DisputeCrumbs } from '~/ui/dispute-crumbs.tsx'
import { DisputeMoveForm } from '~/ui/dispute-move-form.tsx'
import { DisputeMoved } from '~/ui/dispute-moved.tsx'

export const meta: MetaFunction = () => [{ title: '办理纠纷 · 和格' }]

export const loader = guardLoader('dispute.handle', async ({ desk, params, url }) => {
  const { dispute } = await requireDispute(desk, 'dispute.handle', params.disputeId)
  const { id, number, status, version, ownerId, difficulty } = dispute
  const to = statuses.find((status) => status === url.searchParams.get('to'))
  if (!to || !mayMove(status, to)) throw redirect(`/disputes/${id}`)
  const draft = await findKeptDraft(desk, url.pathname + url.search)
  return {
    id,
    number,
    move: { from: status, to, version, ownerId },
    due: await dueOf(desk, { from: status, to }, difficulty, keptDue(dispute)),
    owners: await listOwners(desk, dispute.areaCode),
    draft: draft ?? {},
  }
})

export const action = guardAction('dispute.handle', async ({ request, desk, params, url }) => {
  const { dispute } = await requireDispute(desk, 'dispute.handle', params.disputeId)
  const fields = await request.formData()
  const form = parseForm(disputeMoveForm, fields)
  if (!form.ok) return data({ ...form, moved: null }, { status: 422 })
  const advanced = await advanceDispute(desk, dispute.id, form.value)
  await dropDraft(desk, url.pathname + url.search)
  if (advanced.ok) {
    const done =
      advanced.status === 'agreed' || advanced.status === 'closed' ? advanced.status : 'moved'
    return redirect(`/disputes/${dispute.id}?done=${done}`)
  }
  const { to, opinion, ownerId } = form.value
  const values = { opinion: opinion ?? '', ownerId: String(ownerId ?? '') }
  if (advanced.reason === 'alreadyMoved' || advanced.reason === 'illegalMove') {
    const moved = { wanted: to, now: dispute.status, opinion: opinion ?? '' }
    return data({ problems: {}, values, moved }, { status: 409 })
  }
  return data({ problems: problemAt(advanced.reason), values, moved: null }, { status: 422 })
})

export default function DisputeStage() {
  const { id, number, move, due, owners, draft } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <Stack maw={640}>
      <DisputeCrumbs id={id} number={number} here={nameOf(move.from, move.to)} />
      <Title order={1}>{nameOf(move.from, move.to)}</Title>
      {answered?.moved ? (
        <DisputeMoved id={id} {...answered.moved} />
      ) : (
        <DisputeMoveForm
          move={move}
          outcome={statusLabels[move.to]}
          due={due}
          owners={owners}
          mustExplain={needsOpinion(move.from, move.to)}
          values={answered?.values ?? draft}
          problems={answered?.problems ?? {}}
        />
      )}
    </Stack>
  )
}

const nameOf = (from: Status, to: Status) => (isReopening(from, to) ? '重新调解' : moveLabels[to])

function problemAt(reason: MoveProblem | 'unknownOwner'): Record<string, string> {
  if (reason === 'unknownOwner') return { ownerId: '这位同事现在不能承办这里的纠纷，请另选承办人' }
  const sentence = moveProblemLabels[reason]
  if (reason === 'opinionMissing') return { opinion: sentence }
  return reason === 'ownerMissing' ? { ownerId: sentence } : { to: sentence }
}
