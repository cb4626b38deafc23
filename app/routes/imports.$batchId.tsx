import { Alert, Stack, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { parseForm } from '~/domain/form.ts'
import { importAnswers } from '~/domain/import-answers.ts'
import { importForm } from '~/domain/import-form.ts'
import { importRefusalText, undoRefusalText } from '~/domain/import-problems.ts'
import { batchKindLabels, layerLabels } from '~/domain/labels.ts'
import { formOf } from '~/server/fields.server.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { batchOf, type ImportPageShown, importPage } from '~/server/import-page.server.ts'
import { confirmImport, discardImport, undoImport } from '~/services/imports.server.ts'
import { previewUpload } from '~/services/imports-upload.server.ts'
import '~/styles/incident.css'
import '~/styles/map.css'
import '~/styles/import.css'
import { ErrorSummary } from '~/ui/form.tsx'
import { GridsBatch } from '~/ui/grids-batch.tsx'
import { ImportActs } from '~/ui/import-acts.tsx'
import { ImportFieldsForm } from '~/ui/import-fields-form.tsx'
import { ImportFileFacts } from '~/ui/import-file-facts.tsx'
import { ImportOutcomeView } from '~/ui/import-outcome-view.tsx'

export const meta: MetaFunction = () => [{ title: '导入批次 · 和格' }]

export const loader = guardLoader('import.run', importPage)

export const action = guardAction('import.run', async ({ request, desk, params }) => {
  const { id, kind } = await batchOf({ desk, params })
  const form = await formOf(request)
  const refuse = (problem: string, values: Record<string, string> = {}, status = 409) =>
    data({ problems: { act: problem } as Record<string, string>, values }, { status })
  switch (form.get('act')) {
    case 'preview': {
      const { fields, problems, sent } = importAnswers(form)
      const parsed = parseForm(importForm, { ...fields, kind })
      const found = { ...(parsed.ok ? {} : parsed.problems), ...problems }
      if (!parsed.ok || Object.keys(problems).length > 0)
        return data({ problems: found, values: sent }, { status: 422 })
      const previewed = await previewUpload(desk, id, parsed.value)
      if (previewed.ok) return redirect(`/imports/${id}`)
      return refuse(importRefusalText(previewed.refusal), sent, 422)
    }
    case 'confirm': {
      const confirmed = await confirmImport(desk, id)
      if (!confirmed.ok) return refuse(importRefusalText(confirmed.refusal))
      return redirect(`/imports/${id}?done=${kind === 'grids' ? 'published' : 'imported'}`)
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

const confirmations: Record<string, string> = {
  imported: '已导入。发现不对，可以用下面的“撤销这一批”恢复原样。',
  published: '已发布。发现不对，可以用下面的“撤销”恢复原样。',
  undone: '已撤销，数据恢复到导入之前。',
}

export default function ImportPage() {
  const loaded = useLoaderData<typeof loader>() as ImportPageShown
  const { batch, file, columns, values, outcome } = loaded
  const refused = useActionData<typeof action>()
  const problems = refused?.problems ?? {}
  const [search] = useSearchParams()
  const done = confirmations[search.get('done') ?? '']
  const fields = (
    <ImportFieldsForm
      kind={batch.kind}
      columns={columns}
      values={{ ...values, ...refused?.values }}
      problems={problems}
      monday={loaded.monday}
      declared={file.declared ?? null}
    />
  )
  return (
    <Stack className="import-page">
      <Title order={1}>
        第 {batch.id} 批：{batch.layer ? layerLabels[batch.layer] : batchKindLabels[batch.kind]}
      </Title>
      <ImportFileFacts {...batch} {...file} />
      {done && (
        <Alert color="green" role="status">
          {done}
        </Alert>
      )}
      <ErrorSummary problems={problems} />
      {batch.status === 'uploaded' && fields}
      {outcome?.kind === 'grids' ? (
        <GridsBatch {...loaded} outcome={outcome} status={batch.status} />
      ) : (
        outcome && <ImportOutcomeView outcome={outcome} status={batch.status} />
      )}
      {batch.status === 'previewed' && (
        <details className="import-again" open={Object.keys(problems).length > 0}>
          <summary>{columns.length > 0 ? '改列名、坐标系或启用日期' : '改启用日期'}</summary>
          {fields}
        </details>
      )}
      <ImportActs batch={batch} outcome={outcome} />
      <Link to="/imports">回到导入列表</Link>
    </Stack>
  )
}
