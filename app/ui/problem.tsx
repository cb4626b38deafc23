import { Stack, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'

const words: Record<number, { title: string; advice: string }> = {
  403: { title: '没有权限', advice: '这项工作不在您的岗位范围内。需要开通请联系管理员。' },
  404: {
    title: '没有找到',
    advice: '内容不存在，或不在您的辖区内。请检查网址，或从菜单重新进入。',
  },
  409: { title: '内容已被他人更新', advice: '请返回上一页刷新后重新操作。' },
  500: { title: '系统出错了', advice: '刚才的操作没有完成。请稍后再试；多次出现请告诉管理员。' },
}

/** What to read, and do next, when a page cannot be shown. */
export function Problem({ status }: { status: number }) {
  const { title, advice } = words[status] ??
    words[status >= 500 ? 500 : 404] ?? { title: '', advice: '' }
  return (
    <Stack gap="sm" py="xl">
      <Title order={1}>{title}</Title>
      <Text>{advice}</Text>
      <Text>
        <Link to="/">回到待办</Link>
      </Text>
    </Stack>
  )
}
