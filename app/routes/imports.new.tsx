import { Input, Stack, Text, Title } from '@mantine/core'
import { data, type MetaFunction, redirect } from '@remix-run/node'
import { Form, useActionData } from '@remix-run/react'
import {
  type BatchKind,
  batchKinds,
  importLimitMegabytes,
  isBatchKind,
} from '~/domain/import-batches.ts'
import { importRefusalText } from '~/domain/import-problems.ts'
import { batchKindLabels } from '~/domain/labels.ts'
import { formOf } from '~/server/fields.server.ts'
import { guardAction, guardLoader } from '~/server/guard.server.ts'
import { uploadImport } from '~/services/imports-upload.server.ts'
import { ErrorSummary, SubmitButton } from '~/ui/form.tsx'
import '~/styles/incident.css'

export const meta: MetaFunction = () => [{ title: '导入文件 · 和格' }]

export const loader = guardLoader('import.run', () => null)

export const action = guardAction('import.run', async ({ request, desk }) => {
  const form = await formOf(request)
  const kind = String(form.get('kind') ?? '')
  const file = form.get('file')
  const refuse = (problems: Record<string, string>) => data({ problems, kind }, { status: 422 })
  if (!isBatchKind(kind)) return refuse({ kind: '请选择要导入的内容' })
  if (!(file instanceof File) || file.size === 0) return refuse({ file: '请选择文件' })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const fileName = file.name.replace(/\p{Cc}/gu, '').slice(-120)
  const uploaded = await uploadImport(desk, { kind, fileName, bytes })
  if (!uploaded.ok) return refuse({ file: importRefusalText(uploaded.refusal) })
  return redirect(`/imports/${uploaded.batchId}`)
})

const advice: Record<BatchKind, string> = {
  areas: 'CSV，每行一个区划：代码、名称、上级代码',
  grids:
    '打成 zip 的 shapefile（.shp、.dbf、.prj 一起打包）、GeoJSON、KML、KMZ 或 GeoPackage；每个面一个网格，属性里有网格代码。GBK、投影坐标都可以',
  incidents: 'CSV，每行一件：编号、经度、纬度、发生日期，可有类别代码',
}

export default function NewImport() {
  const refused = useActionData<typeof action>()
  return (
    <Stack maw={640}>
      <Title order={1}>导入文件</Title>
      <Text>
        先选文件，下一步对列名、做体检、看预览；确认之前不会写入任何内容。文件不超过{' '}
        {importLimitMegabytes} MB。
      </Text>
      <ErrorSummary problems={refused?.problems ?? {}} />
      <Form method="post" encType="multipart/form-data">
        <Stack>
          <KindChoice chosen={refused?.kind || 'grids'} problem={refused?.problems.kind} />
          <FileChoice problem={refused?.problems.file} />
          <SubmitButton>下一步</SubmitButton>
        </Stack>
      </Form>
    </Stack>
  )
}

const KindChoice = ({ chosen, problem }: { chosen: string; problem: string | undefined }) => (
  <fieldset className="card plain-fieldset" id="kind" tabIndex={-1}>
    <legend>导入什么</legend>
    {problem && <p className="field-problem">{problem}</p>}
    {batchKinds.map((kind) => (
      <label key={kind} className="choice-row">
        <input type="radio" name="kind" value={kind} defaultChecked={kind === chosen} />
        <span>
          {batchKindLabels[kind]}
          <small>{advice[kind]}</small>
        </span>
      </label>
    ))}
  </fieldset>
)

/** The browser's own file button: it works everywhere, with scripts or without. */
const FileChoice = ({ problem }: { problem: string | undefined }) => (
  <Input.Wrapper label="文件" id="file" error={problem} size="lg">
    <input
      id="file"
      name="file"
      type="file"
      accept=".csv,.txt,.json,.geojson,.zip,.kml,.kmz,.gpkg"
      className="file-choice"
      aria-invalid={problem !== undefined}
    />
  </Input.Wrapper>
)
