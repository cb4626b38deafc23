import { Stack, Table, Text, Title } from '@mantine/core'
import { Link } from '@remix-run/react'
import { mendLabels } from '../domain/boundary-mends.ts'
import type { MendShown, MendsShown } from '../domain/mend-pictures.ts'
import { areaText } from './boundary-words.ts'
import { MendDrawing } from './ground-drawing.tsx'
import { ShortTable } from './short-table.tsx'

/** What the chosen mends did: before and after in pictures, and the ground each grid moved. */
export function MendPictures({ shown }: { shown: MendsShown }) {
  const { mends, moved, isCut, left } = shown
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="mended">
      <Title order={2} id="mended">
        修正前后
      </Title>
      {mends.length === 0 ? (
        <Text>勾选的修正没有改动任何边界。</Text>
      ) : (
        <ul className="ground-legend">
          <li data-line="before">修正前的边界</li>
          <li data-line="after">修正后的边界</li>
          <li data-line="moved">换了归属的地</li>
        </ul>
      )}
      {mends.map((mend) => (
        <MendOfKind key={mend.mend} {...mend} />
      ))}
      {moved.length > 0 && (
        <section>
          <Title order={3}>每个网格动了多少</Title>
          {isCut && <Text size="sm">列出改动最大的。</Text>}
          <ShortTable
            label="每个网格得失的地"
            head={['网格', '得失的地']}
            rows={moved}
            row={([code, areaM2]) => (
              <Table.Tr key={code}>
                <Table.Td>{code}</Table.Td>
                <Table.Td>{areaText(areaM2)}</Table.Td>
              </Table.Tr>
            )}
          />
        </section>
      )}
      {left.total > 0 && (
        <details>
          <summary>有 {left.total} 处没有改：改动会太大，或改了边界仍不成立</summary>
          <ul>
            {left.rows.map(({ mend, code, other, areaM2, lon, lat }) => (
              <li key={`${mend} ${code} ${other} ${lon} ${lat}`}>
                {mendLabels[mend]}：网格 {code}
                {other !== undefined && ` 与 ${other}`}，{areaText(areaM2)}（{lon.toFixed(6)},{' '}
                {lat.toFixed(6)}）
              </li>
            ))}
          </ul>
        </details>
      )}
    </Stack>
  )
}

const MendOfKind = ({ mend, grids, areaM2, pictures, drawn }: MendShown) => (
  <section aria-labelledby={`mended-${mend}`}>
    <Title order={3} id={`mended-${mend}`}>
      {mendLabels[mend]}：改动 {grids} 个网格，共 {areaText(areaM2)}
    </Title>
    <div className="mend-pictures">
      {pictures.map((mended) => (
        <figure key={`${mended.code} ${mended.lon} ${mended.lat}`}>
          <MendDrawing mended={mended} title={`网格 ${mended.code} 修正前后的边界`} />
          <figcaption>
            网格 {mended.code}：{areaText(mended.areaM2)}
          </figcaption>
        </figure>
      ))}
    </div>
    {drawn > pictures.length && (
      <Link className="show-all" to={`?pictures=${mend}#mended-${mend}`} preventScrollReset>
        看全部 {drawn} 处
      </Link>
    )}
  </section>
)
