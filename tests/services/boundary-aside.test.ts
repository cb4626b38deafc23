import { expect, test } from 'vitest'
import { aside } from '~/services/boundary-aside.server.ts'
import { readBoundaryFile } from '~/services/boundary-file.server.ts'
import { type GridsRequest, readGridRows } from '~/services/imports-grid-rows.server.ts'

const request: GridsRequest = {
  kind: 'grids',
  fileName: 'a.geojson',
  layer: 'governance',
  crs: 'cgcs2000',
  fields: { code: 'code', name: 'name' },
}

/** Circles round one place, each in the next: no two borders meet, and every grid lies over all. */
function circles(count: number): string {
  const features = Array.from({ length: count }, (_, index) => {
    const radius = 0.1 + index * 1e-5
    const ring = Array.from({ length: 31 }, (_, at) => {
      const turn = ((at % 30) / 30) * 2 * Math.PI
      return [118 + radius * Math.cos(turn), 33 + radius * Math.sin(turn)]
    })
    const geometry = { type: 'Polygon', coordinates: [ring] }
    return { type: 'Feature', properties: { code: `O${index}`, name: '圆' }, geometry }
  })
  return JSON.stringify({ type: 'FeatureCollection', features })
}

const large = circles(300)

test('a large file is read on another thread as it is read here, and nothing waits for it', async () => {
  let ticks = 0
  const ticking = setInterval(() => ticks++, 5)
  const read = await aside('read', large.length, [large, request, []])
  clearInterval(ticking)
  expect(read).toEqual(await readGridRows(large, request, []))
  expect(ticks).toBeGreaterThan(20)
})

test('bytes of every format come out as they do here', async () => {
  const bytes = Buffer.from(large)
  expect(await aside('open', bytes.length, [bytes, 'a.geojson'])).toEqual(
    await readBoundaryFile(bytes, 'a.geojson'),
  )
})

test('what takes too long is given up and refused, and the next one has its turn', async () => {
  const [slow, next] = await Promise.all([
    aside('examine', large.length, [large, request, []], 1),
    aside('read', large.length, [large, request, []]),
  ])
  expect(slow).toEqual({ ok: false, refusal: { reason: 'tooMuchWork' } })
  expect(next).toMatchObject({ ok: true, features: 300 })
})

test('a fault on the other thread is a fault here, and the next one has its turn', async () => {
  const unknown = { ...request, fields: null } as never
  await expect(aside('read', large.length, [large, unknown, []])).rejects.toThrow(TypeError)
  expect(await aside('read', large.length, [large, request, []])).toMatchObject({ ok: true })
})
