import { Alert } from '@mantine/core'
import { useSearchParams } from '@remix-run/react'

const sentences: Record<string, string> = {
  opened: '已登记。编号和承办人见下方，接下来请承办人受理。',
  again: '这张表已经提交过，没有重复登记。下面是当时登记的纠纷。',
  moved: '已办理，经过记在页面最后。',
  agreed: '已达成协议，回访已按难度自动安排，见“回访”。',
  closed: '已结案。如需重新处理，可用“重新调解”。',
  panel: '调解小组已保存。',
  method: '调解方式已记录。',
  visit: '回访结果已记录。',
  planned: '回访已安排。',
}

/** What has just been done, by the `done` of the address. */
export function DisputeDone() {
  const [search] = useSearchParams()
  const sentence = sentences[search.get('done') ?? '']
  return sentence ? (
    <Alert color="green" role="status">
      {sentence}
    </Alert>
  ) : null
}
