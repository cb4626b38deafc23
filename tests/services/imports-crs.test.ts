import { expect, test } from 'vitest'
import type { Database } from '#db/connect.ts'
import { findIncidentByNumber } from '#db/incidents.ts'
import type { StatedCrs } from '~/domain/stated-crs.ts'
import { importFile } from '~/services/imports.server.ts'
import { textSource } from '~/services/imports-text.server.ts'
import { onSqlite } from '../support/each-database.ts'
import { importStripes } from '../support/import-files.ts'
import { deskOn, eastVillage, layTown } from '../support/town.ts'

const header = 'id,lon,lat,on\n'
const row = '1,39620244.7042,3753330.2105,2026-03-01\n'
/** 118.3, 33.9 in zone 39. */
const place = { lonE7: 1_183_000_000, latE7: 339_000_000 }

async function importTable(db: Database, crs: StatedCrs, rows: string) {
  await layTown(db)
  const desk = deskOn(db, '2026-11-22')
  await importStripes(desk, 'police', [{ code: 'P', from: 0, to: 2 }])
  await importStripes(desk, 'governance', [{ code: 'G', from: 0, to: 1, area: eastVillage }])
  const fields = { id: 'id', lon: 'lon', lat: 'lat', on: 'on' }
  const request = { kind: 'incidents', fileName: 'a.csv', crs, fields } as const
  return importFile(desk, request, textSource(header + rows))
}

onSqlite('a table of incidents', (db) => {
  test('in a zone of CGCS2000 lies where the zone says', async () => {
    expect((await importTable(db(), 'epsg:4527', row)).ok).toBe(true)
    expect(await findIncidentByNumber(db(), '1')).toMatchObject({
      ...place,
      sourceCrs: 'epsg:4527',
    })
  })

  test('says which rows have northing and easting swapped', async () => {
    const swapped = '1,3753330.2105,39620244.7042,2026-03-01\n'
    const imported = await importTable(db(), 'epsg:4527', swapped)
    expect(imported.outcome?.problems).toMatchObject([{ line: 2, kind: 'swappedAxes' }])
  })

  test('declares nothing, so it cannot be taken as declared', async () => {
    const imported = await importTable(db(), 'file', row)
    expect(imported).toMatchObject({ ok: false, refusal: { reason: 'crsNotDeclared' } })
  })

  test('in a system that nobody knows is refused', async () => {
    const imported = await importTable(db(), 'epsg:99999', row)
    expect(imported).toMatchObject({
      ok: false,
      refusal: { reason: 'unknownCrs', code: 'EPSG:99999' },
    })
  })
})
