import { Table, Title } from '@mantine/core'
import type { ImportOutcome } from '../domain/import-outcomes.ts'
import { WideTable } from './wide-table.tsx'

const columnLabels: Record<string, string> = {
  code: '代码',
  name: '名称',
  parent: '上级代码',
  areaCode: '所属区划',
  areaM2: '面积（平方米）',
  households: '户数',
  population: '人口',
  number: '编号',
  categoryCode: '类别',
  occurredOn: '发生日期',
  policeCode: '警格',
  governanceCode: '综治网格',
}

/** The first records as they would be stored. */
export function ImportSample({ sample }: { sample: ImportOutcome['sample'] }) {
  const columns = Object.keys(sample[0] ?? {})
  if (sample.length === 0) return null
  return (
    <>
      <Title order={3}>前 {sample.length} 条</Title>
      <WideTable label="前几条记录">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{columnLabels[column] ?? column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sample.map((record) => (
            <Table.Tr key={JSON.stringify(record)}>
              {columns.map((column) => (
                <Table.Td key={column}>{record[column]}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
    </>
  )
}
