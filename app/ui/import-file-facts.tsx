import { Text } from '@mantine/core'
import type { BatchStatus } from '../domain/import-batches.ts'
import { batchStatusLabels } from '../domain/labels.ts'
import { statedCrsText } from '../domain/stated-crs.ts'

/** What is known of the file itself. */
export function ImportFileFacts({
  fileName,
  status,
  format,
  misnamed,
  declared,
  crs,
}: {
  fileName: string
  status: BatchStatus
  format?: string | undefined
  /** What its name promises, where it is something else. */
  misnamed?: string | undefined
  declared?: string | undefined
  crs: string | null
}) {
  return (
    <div>
      <Text>
        {fileName}
        {format && `（${format}）`}，{batchStatusLabels[status]}
      </Text>
      {misnamed !== undefined && (
        <Text>
          文件名像是 {misnamed}，内容其实是 {format}，已按内容读取。
        </Text>
      )}
      {(declared !== undefined || crs !== null) && (
        <Text size="sm" c="dimmed">
          {declared !== undefined && `文件声明的坐标系：${declared}。`}
          {crs !== null && `选定的坐标系：${statedCrsText(crs)}。`}
        </Text>
      )}
    </div>
  )
}
