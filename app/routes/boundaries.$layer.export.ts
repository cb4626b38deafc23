import { boundaryQueryOf } from '~/server/boundary-query.server.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { exportBoundaries } from '~/services/boundary-export.server.ts'

/** 导出边界: the grids of a layer or of an area, to be worked on elsewhere and imported again. */
export const loader = guardLoader('import.run', async (args) => {
  const { layer, on, areaCode } = boundaryQueryOf(args)
  const body = await exportBoundaries(args.desk, { layer, on, areaCode })
  if (body === null) throw notFound()
  const fileName = [layer, areaCode, on].filter((part) => part !== null).join('-')
  return new Response(body, {
    headers: {
      'Content-Type': 'application/geo+json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${encodeURIComponent(fileName)}.geojson"`,
      'Cache-Control': 'no-store',
    },
  })
})
