import { Alert, Stack, Text, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { findImportBatch } from '#db/import-batches.ts'
import { parseForm } from '~/domain/form.ts'
import { importForm } from '~/domain/import-form.ts'
import type { ImportOutcome } from '~/domain/import-outcomes.ts'
import { importRefusalText, undoRefusalText } from '~/domain/import-problems.ts'
import { batchKindLabels, batchStatusLabels } from '~/domain/labels.ts'
import { rowIdOf } from '~/domain/row-id.ts'
import { type GuardedArgs, guardAction, guardLoader, notFound } from '~/server/guard.server.ts'
import { confirmImport, discardImport, undoImport } from '~/services/imports.server.ts'
import { previewUpload, statedOf } from '~/services/imports-upload.server.ts'
import { ErrorSummary } from '~/ui/form.tsx'
import { ImportActs } from '~/ui/import-acts.tsx'
import { ImportFieldsForm } from '~/ui/import-fields-form.tsx'
import { ImportOutcomeView } from '~/ui/import-outcome-view.tsx'

export const meta: MetaFunction = () => [{ title: '导入批次 · 和格' }]

export const loader = guardLoader('import.run', async ({ desk, params }) => {
  const { content, undo: _undo, ...batch } = await batchOf({ desk, params })
  const outcome = JSON.parse(batch.outcome) as Partial<ImportOutcome>
  return {
    batch: { ...batch, waiting: content !== null },
    stated: statedOf(batch),
    outcome: 'kind' in outcome ? (outcome as ImportOutcome) : null,
  }
})

export const action = guardAction('import.run', async ({ request, desk, params }) => {
  const { id, kind } = await batchOf({ desk, params })
  const form = await request.formData()
  const refuse = (problem: string) =>
    data({ problems: { act: problem }, values: {} as Record<string, string> }, { status: 409 })
  switch (form.get('act')) {
    case 'preview': {
      const parsed = parseForm(importForm, [...form, ['kind', kind]])
      if (!parsed.ok) return data(parsed, { status: 422 })
      const previewed = await previewUpload(desk, id, parsed.value)
      if (previewed.ok) return redirect(`/imports/${id}`)
      const values = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
      return data(
        { problems: { act: importRefusalText(previewed.refusal) }, values },
        { status: 422 },
      )
    }
    case 'confirm': {
      const confirmed = await confirmImport(desk, id)
      return confirmed.ok
        ? redirect(`/imports/${id}?done=imported`)
        : refuse(importRefusalText(confirmed.refusal))
    }
    case 'undo': {
      const undone = await undoImport(desk, id)
      return undone.ok ? redirect(`/imports/${id}?done=undone`) : refuse(undoRefusalText(undone))
    }
    case 'discard':
      await discardImport(desk, id)
      return redirect('/imports')
    default:
      return refuse('请从页面上的按钮操作')
  }
})

async function batchOf({ desk, params }: Pick<GuardedArgs, 'desk' | 'params'>) {
  const batch = await findImportBatch(desk.db, rowIdOf(params.batchId))
  if (!batch) throw notFound()
  return batch
}

const confirmations: Record<string, string> = {
  imported: '已导入。发现不对，可以用下面的“撤销这一批”恢复原样。',
  undone: '已撤销，数据恢复到导入之前。',
}

export default function ImportPage() {
  const { batch, stated, ...loaded } = useLoaderData<typeof loader>()
  const outcome = loaded.outcome as ImportOutcome | null
  const refused = useActionData<typeof action>()
  const [search] = useSearchParams()
  const done = confirmations[search.get('done') ?? '']
  return (
    <Stack>
      <Title order={1}>
        第 {batch.id} 批：{batchKindLabels[batch.kind]}
      </Title>
      <Text>
        {batch.fileName}，{batchStatusLabels[batch.status]}
      </Text>
      {done && (
        <Alert color="green" role="status">
          {done}
        </Alert>
      )}
      <ErrorSummary problems={refused?.problems ?? {}} />
      {outcome && <ImportOutcomeView outcome={outcome} status={batch.status} />}
      <ImportActs status={batch.status} outcome={outcome} />
      {batch.waiting && (
        <ImportFieldsForm
          kind={batch.kind}
          columns={stated.columns}
          values={{ ...stated.values, ...refused?.values }}
          problems={refused?.problems ?? {}}
        />
      )}
      <Link to="/imports">回到导入列表</Link>
    </Stack>
  )
}
