import '../styles/to-do.css'
import { Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import type { Layer } from '../domain/areas.ts'
import type { BatchKind, BatchStatus } from '../domain/import-batches.ts'
import { batchKindLabels, batchStatusLabels, layerLabels } from '../domain/labels.ts'
import { instantText } from './dates.ts'
import { ToDoTile, ToDoTiles } from './to-do-tile.tsx'

/** What an administrator looks after: accounts, and the last imports. */
export const ToDoHousekeeping = ({
  accounts,
  batches,
}: {
  accounts: { waiting: number; disabled: number }
  batches: readonly {
    id: number
    kind: BatchKind
    layer: Layer | null
    fileName: string
    status: BatchStatus
    createdAt: string
  }[]
}) => (
  <section aria-labelledby="housekeeping">
    <Title order={2} id="housekeeping">
      账号和导入
    </Title>
    <ToDoTiles>
      <ToDoTile to="/workers" label="未改初始密码的账号" count={accounts.waiting} light="yellow" />
      <ToDoTile to="/workers" label="已停用的账号" count={accounts.disabled} />
    </ToDoTiles>
    {batches.length === 0 ? (
      <p className="card">
        还没有导入过数据。<Link to="/imports/new">导入区划、网格和事件</Link>
      </p>
    ) : (
      <ol className="duties" aria-label="最近的导入">
        {batches.map(({ id, kind, layer, fileName, status, createdAt }) => (
          <li key={id}>
            <Link to={`/imports/${id}`}>
              <span className="duty-what">
                <span>
                  {layer ? layerLabels[layer] : batchKindLabels[kind]}：{fileName}
                </span>
                <small>{instantText(createdAt)}</small>
              </span>
              {batchStatusLabels[status]}
            </Link>
          </li>
        ))}
      </ol>
    )}
  </section>
)
