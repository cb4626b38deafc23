import { Alert, List, Text } from '@mantine/core'
import { type ImportProblem, importProblemText } from '../domain/import-problems.ts'

/** The records of a file that are left out or worth a look, by line. */
export function ImportProblemList({
  problems,
  total,
}: {
  problems: readonly ImportProblem[]
  total: number
}) {
  if (total === 0) return null
  return (
    <Alert color="yellow" title={`有 ${total} 处需要留意`} className="import-problems">
      <List>
        {problems.map((problem) => (
          <List.Item key={JSON.stringify(problem)}>
            {importProblemText(problem)}
            {problem.severity === 'skipped' && <b>（这一条不导入）</b>}
          </List.Item>
        ))}
      </List>
      {total > problems.length && <Text>只列前 {problems.length} 处。</Text>}
    </Alert>
  )
}
