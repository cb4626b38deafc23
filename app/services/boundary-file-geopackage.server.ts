import Database from 'better-sqlite3'
import type { DeclaredCrs } from '#geo/reading/declared-crs.ts'
import { damaged, FileFault } from './boundary-file-fault.server.ts'
import { FeatureText, type RawValue } from './boundary-file-features.server.ts'
import { geometryIn } from './boundary-file-wkb.server.ts'
import { declaredByWkt } from './boundary-file-wkt.server.ts'

const shapeNames: Record<string, string | undefined> = {
  POINT: '点',
  MULTIPOINT: '多点',
  LINESTRING: '线',
  MULTILINESTRING: '线',
}

/**
 * The only layer of features of a GeoPackage. The database stands in memory, read-only; nothing of
 * it runs: views, virtual tables, generated columns and the schema's own functions are not touched,
 * and tables are checked for pages that lead in circles before they are read.
 * @throws FileFault
 */
export function readGeoPackage(bytes: Uint8Array): {
  features: FeatureText
  declared: DeclaredCrs | null
} {
  const db = openInMemory(bytes)
  try {
    const layer = onlyLayer(db)
    const features = new FeatureText()
    for (const row of rowsOf(db, layer)) {
      const { [layer.column]: cell, ...properties } = row
      const geometry = cell instanceof Uint8Array ? geometryIn(cell) : null
      const values = Object.entries(properties).map(
        ([name, value]) => [name, rawValue(value)] as const,
      )
      features.add(geometry, values)
    }
    return { features, declared: declaredOf(db, layer.srs) }
  } catch (error) {
    throw error instanceof Database.SqliteError ? damaged('GeoPackage') : error
  } finally {
    db.close()
  }
}

function openInMemory(bytes: Uint8Array): Database.Database {
  // Bytes 18 and 19 say whether a log stands beside the file; in memory there is none.
  const isLogged = bytes[18] === 2 || bytes[19] === 2
  const file = isLogged
    ? Buffer.from(bytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isLogged) file.fill(1, 18, 20)
  try {
    const db = new Database(file, { readonly: true })
    db.pragma('trusted_schema = off')
    db.pragma('cell_size_check = on')
    db.pragma('query_only = on')
    db.pragma('ignore_check_constraints = on')
    db.defaultSafeIntegers(true)
    return db
  } catch {
    throw damaged('GeoPackage')
  }
}

interface Layer {
  table: string
  column: string
  srs: bigint
}

function onlyLayer(db: Database.Database): Layer {
  if (!isPlainTable(db, 'gpkg_contents') || !isPlainTable(db, 'gpkg_geometry_columns'))
    throw new FileFault({ reason: 'unknownFormat', says: null, is: 'SQLite 数据库' })
  const layers = db
    .prepare<[], Layer & { shape: unknown }>(
      `select c.table_name as "table", g.column_name as "column", g.srs_id as srs,
         g.geometry_type_name as shape
       from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name
       where c.data_type = 'features' limit 100`,
    )
    .all()
  const [layer] = layers
  if (!layer) throw new FileFault({ reason: 'noLayer', format: 'GeoPackage' })
  const names = layers.map(({ table }) => String(table))
  if (layers.length > 1) throw new FileFault({ reason: 'severalLayers', layers: names })
  const shape = shapeNames[String(layer.shape).toUpperCase()]
  if (shape !== undefined) throw new FileFault({ reason: 'notAreas', shape })
  const { table, column, srs } = layer
  if (typeof table !== 'string' || typeof column !== 'string' || typeof srs !== 'bigint')
    throw damaged('GeoPackage')
  if (!isPlainTable(db, table)) throw damaged('GeoPackage')
  return { table, column, srs }
}

/** A table that only holds rows, and whose pages are sound. */
function isPlainTable(db: Database.Database, name: string): boolean {
  const found = db
    .prepare<[string], { sql: unknown }>(
      `select sql from sqlite_schema where type = 'table' and name = ? collate nocase`,
    )
    .get(name)
  if (typeof found?.sql !== 'string' || !/^create\s+table\b/i.test(found.sql)) return false
  const faults = db.pragma(`quick_check(${quoted(name)})`, { simple: true })
  if (faults !== 'ok') throw damaged('GeoPackage')
  return true
}

function* rowsOf(
  db: Database.Database,
  { table, column }: Layer,
): Generator<Record<string, unknown>> {
  const columns = db
    .prepare<[string], { name: string; hidden: bigint }>(
      'select name, hidden from pragma_table_xinfo(?)',
    )
    .all(table)
    .filter(({ hidden }) => hidden === 0n)
    .map(({ name }) => name)
  if (!columns.includes(column)) throw damaged('GeoPackage')
  const named = columns.map(quoted).join(', ')
  yield* db
    .prepare<[], Record<string, unknown>>(`select ${named} from ${quoted(table)} not indexed`)
    .iterate()
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Pictures are no properties; whole numbers that a double would round stay as their digits. */
function rawValue(value: unknown): RawValue {
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : String(value)
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' ? value : null
}

/** 0 and −1 stand for a system that nobody knows (OGC 12-128, 1.1.2.1.2). */
function declaredOf(db: Database.Database, srs: bigint): DeclaredCrs | null {
  if (srs <= 0n || !isPlainTable(db, 'gpkg_spatial_ref_sys')) return null
  const found = db
    .prepare<[bigint], { organization: unknown; code: unknown; definition: unknown }>(
      `select organization, organization_coordsys_id as code, definition
       from gpkg_spatial_ref_sys where srs_id = ?`,
    )
    .get(srs)
  if (!found) return null
  const organization = String(found.organization).toUpperCase()
  const byWkt = typeof found.definition === 'string' ? declaredByWkt(found.definition) : null
  if (organization !== 'EPSG') return byWkt
  const name = `urn:ogc:def:crs:EPSG::${found.code}`
  return byWkt?.wkt === undefined ? { name } : { name, wkt: byWkt.wkt }
}
