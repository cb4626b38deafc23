import { Alert, Text } from '@mantine/core'
import { Link } from '@remix-run/react'
import { moveLabels, statusLabels } from '../domain/labels.ts'
import type { Status } from '../domain/mediation.ts'

/** A colleague was first: what was wanted, what it is now, and the opinion as typed, to take along. */
export const DisputeMoved = ({
  id,
  wanted,
  now,
  opinion,
}: {
  id: number
  wanted: Status
  now: Status
  opinion: string
}) => (
  <Alert
    color="orange"
    variant="outline"
    role="alert"
    title="这件纠纷刚被同事办理过，您的操作没有保存"
  >
    <Text>您要办的：{moveLabels[wanted]}</Text>
    <Text>现在的状态：{statusLabels[now]}</Text>
    {opinion && <Text className="free-text">您填写的意见（可复制）：{opinion}</Text>}
    <Link to={`/disputes/${id}`}>查看最新情况，再决定下一步</Link>
  </Alert>
)
