import { renderToStaticMarkup } from 'react-dom/server'
import { listGridCodesOn } from '#db/grids.ts'
import { mapFilterOf, shownColourOfLetter } from '~/domain/map-filter.ts'
import { pathsWithin } from '~/domain/permissions.ts'
import { guardLoader, notFound } from '~/server/guard.server.ts'
import { drawMap } from '~/services/map-drawing.server.ts'
import { readRiskMap } from '~/services/risk-map.server.ts'
import { MapPicture } from '~/ui/map-picture.tsx'

/** The coloured map as a picture, for the filters of the page it stands in. */
export const loader = guardLoader('map.read', async ({ desk, url }) => {
  const filter = mapFilterOf(url.searchParams)
  const read = await readRiskMap(desk, filter, 0)
  if (!read.ok) throw notFound()
  const { layer } = filter
  const { colouring, outlines } = read.map
  const paths = pathsWithin(desk.worker, 'map.read')
  const codes = await listGridCodesOn(desk.db, layer, outlines.since, paths)
  const letters = new Map(codes.map((code, index) => [code, colouring.charAt(index)]))
  const colourOf = (code: string) => shownColourOfLetter(letters.get(code) ?? '.')
  const drawn = await drawMap(desk, { layer, day: outlines.since, paths }, colourOf)
  if (!drawn) throw notFound()
  return new Response(renderToStaticMarkup(<MapPicture drawing={drawn.drawing} />), {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Cache-Control': 'private, no-cache',
    },
  })
})
