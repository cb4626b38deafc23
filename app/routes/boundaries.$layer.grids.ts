import { boundaryQueryOf } from '~/server/boundary-query.server.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { openDrawing } from '~/services/boundary-drawing.server.ts'

/** Borders at full precision, in 1e-7°, for the page that redraws them; and what they border on. */
export const loader = guardLoader('import.run', async (args) => {
  const opened = await openDrawing(args.desk, boundaryQueryOf(args))
  if (!opened.ok) throw notFound()
  const { mark, grids, facts, home } = opened.drawing
  const drawn = grids.map((grid) => ({
    ...grid,
    facts: facts.get(grid.code),
    isHome: home.has(grid.code),
  }))
  return Response.json({ mark, grids: drawn }, { headers: { 'Cache-Control': 'no-store' } })
})
