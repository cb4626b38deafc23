import { Button, Group, Text } from '@mantine/core'
import { Link, useSearchParams } from '@remix-run/react'

/** Rows of a list on one page. */
export const rowsPerPage = 50

/** The page a list's address asks for, from 1. */
export function pageOf(search: URLSearchParams): number {
  const page = Number(search.get('page') ?? '1')
  return Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1
}

/** 上一页 下一页: the rest of the address stays as it is. */
export function Pages({ page, total, size }: { page: number; total: number; size: number }) {
  const [search] = useSearchParams()
  const last = Math.max(1, Math.ceil(total / size))
  if (last === 1) return null
  const to = (page: number) => {
    const next = new URLSearchParams(search)
    next.set('page', String(page))
    return `?${next}`
  }
  return (
    <Group component="nav" aria-label="分页" justify="center">
      {page > 1 && (
        <Button component={Link} to={to(page - 1)} variant="default" size="lg">
          上一页
        </Button>
      )}
      <Text>
        第 {page} 页，共 {last} 页
      </Text>
      {page < last && (
        <Button component={Link} to={to(page + 1)} variant="default" size="lg">
          下一页
        </Button>
      )}
    </Group>
  )
}
