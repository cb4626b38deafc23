import Database from 'better-sqlite3'
import { type WkbMake, wkbOf } from './wkb.ts'

export interface GeoPackageMake {
  table?: string
  srs?: { id: number; organization: string; code: number; definition: string }
  shape?: string
  wkb?: WkbMake
  /** Changes the finished database. */
  change?: (db: Database.Database) => void
}

export type Polygons = [number, number][][][]

export interface GeoPackageRow {
  polygons: Polygons | null
  properties: Record<string, string | number | null>
}

const wgs84 = { id: 4326, organization: 'EPSG', code: 4326, definition: '' }

/** A GeoPackage (OGC 12-128) of one layer, all rows with the same properties. */
export function geoPackageOf(
  rows: readonly GeoPackageRow[],
  { table = 'grids', srs = wgs84, shape = 'MULTIPOLYGON', wkb, change }: GeoPackageMake = {},
): Buffer {
  const db = new Database(':memory:')
  db.pragma('application_id = 1196444487')
  db.exec(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key,
      organization text, organization_coordsys_id integer, definition text);
    create table gpkg_contents (table_name text primary key, data_type text, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text,
      geometry_type_name text, srs_id integer, z integer, m integer)`)
  db.prepare('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?)').run(
    'srs',
    srs.id,
    srs.organization,
    srs.code,
    srs.definition,
  )
  const names = Object.keys(rows[0]?.properties ?? {})
  const columns = names.map((name) => `, "${name}"`).join('')
  db.exec(`create table "${table}" (fid integer primary key, geom blob${columns})`)
  db.prepare("insert into gpkg_contents values (?, 'features', ?)").run(table, srs.id)
  db.prepare('insert into gpkg_geometry_columns values (?, ?, ?, ?, 0, 0)').run(
    table,
    'geom',
    shape,
    srs.id,
  )
  const insert = db.prepare(`insert into "${table}" values (null, ?${', ?'.repeat(names.length)})`)
  db.transaction(() => {
    for (const { polygons, properties } of rows)
      insert.run(polygons && cellOf(polygons, wkb), ...names.map((name) => properties[name]))
  })()
  change?.(db)
  const bytes = db.serialize()
  db.close()
  return bytes
}

/** A header with an envelope of zeros before the geometry. */
export function cellOf(polygons: Polygons, make?: WkbMake): Buffer {
  const header = Buffer.alloc(40)
  header.write('GP')
  header[3] = 0b0000_0011
  return Buffer.concat([header, wkbOf(polygons, make)])
}
