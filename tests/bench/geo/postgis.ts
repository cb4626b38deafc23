import pg from 'pg'
import { fromE7 } from '#geo/coordinates.ts'
import type { Grid } from '#geo/locating/grid-map.ts'
import { startPostgres } from '../../support/postgres-server.ts'
import { median } from './clock.ts'
import type { Measured } from './table.ts'
import type { Places } from './workload.ts'

/** How to have this peer: said where it is missing. */
const missing = 'PostGIS is not installed: apt-get install postgresql-postgis'
const runs = 3

/**
 * The join as PostGIS does it best: grids outside, points found by their index, one worker. (Left to
 * itself the planner goes through the points, eight times as slow.) Server time, which is CPU time
 * where nothing is read from disk.
 */
export function postgisPoints(grids: readonly Grid[], places: Places): Promise<Measured[]> {
  return inPostgis(async (client) => {
    await loadGrids(client, 'grid', grids)
    await client.query('create table point (id integer, place geometry(Point, 4326))')
    const size = 100_000
    for (let start = 0; start < places.lonE7.length; start += size) {
      const lons = Array.from(places.lonE7.subarray(start, start + size), fromE7)
      const lats = Array.from(places.latE7.subarray(start, start + size), fromE7)
      await client.query(
        `insert into point select $3::integer + row_number() over (), st_setsrid(st_makepoint(x, y), 4326)
         from unnest($1::float8[], $2::float8[]) as place(x, y)`,
        [lons, lats, start],
      )
    }
    await client.query('create index on point using gist (place)')
    await client.query('vacuum analyze')
    const ms = await serverMs(
      client,
      `select g.id, count(*) from grid g cross join lateral
         (select p.id from point p where st_contains(g.shape, p.place) offset 0) inside group by g.id`,
    )
    return [{ name: 'PostGIS, best plan', ms }]
  })
}

/** Areas of all pairs of two layers. */
export function postgisOverlay(a: readonly Grid[], b: readonly Grid[]): Promise<Measured[]> {
  return inPostgis(async (client) => {
    await loadGrids(client, 'a', a)
    await loadGrids(client, 'b', b)
    await client.query('vacuum analyze')
    const ms = await serverMs(
      client,
      `select a.id, b.id, st_area(st_intersection(a.shape, b.shape))
         from a join b on st_intersects(a.shape, b.shape)`,
    )
    return [{ name: 'PostGIS', ms }]
  })
}

async function inPostgis(work: (client: pg.Client) => Promise<Measured[]>): Promise<Measured[]> {
  const server = await startPostgres().catch(() => null)
  if (!server) return [absent]
  const client = new pg.Client({ connectionString: server.url('postgres') })
  try {
    await client.connect()
    const { rowCount } = await client.query(
      `select from pg_available_extensions where name = 'postgis'`,
    )
    if (rowCount === 0) return [absent]
    await client.query('create extension postgis')
    await client.query('set max_parallel_workers_per_gather = 0; set jit = off')
    return await work(client)
  } finally {
    await client.end()
    await server.stop()
  }
}

const absent: Measured = { name: 'PostGIS', ms: Number.NaN, note: missing }

async function loadGrids(client: pg.Client, name: string, grids: readonly Grid[]): Promise<void> {
  await client.query(`create table ${name} (id integer, shape geometry(MultiPolygon, 4326))`)
  const size = 500
  for (let start = 0; start < grids.length; start += size) {
    const shapes = grids.slice(start, start + size).map(({ geometry }) => JSON.stringify(geometry))
    await client.query(
      `insert into ${name} select $2::integer + row_number() over (), st_geomfromgeojson(shape)
       from unnest($1::text[]) as grid(shape)`,
      [shapes, start],
    )
  }
  await client.query(`create index on ${name} using gist (shape)`)
}

/** Median of some runs after a first. */
async function serverMs(client: pg.Client, query: string): Promise<number> {
  const times: number[] = []
  for (let run = 0; run <= runs; run++) {
    const { rows } = await client.query(`explain (analyze, timing off, format json) ${query}`)
    times.push(rows[0]['QUERY PLAN'][0]['Execution Time'])
  }
  return median(times.slice(1))
}
