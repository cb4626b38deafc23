import { expect, test } from 'vitest'
import { counts } from '~/cli/commands/counts.ts'
import { Refusal } from '~/cli/refusal.ts'
import { onSqlite } from '../support/each-database.ts'
import { anIncident, deskOn, inSquare, layGrids, layTown, logIncidents } from '../support/town.ts'

onSqlite('counts', (db, url) => {
  async function run(line: string): Promise<string> {
    let out = ''
    await counts.run(line.split(' '), {
      databaseUrl: url(),
      print: (text) => {
        out += text
      },
      say: () => {},
      desk: async () => deskOn(db(), '2026-11-10'),
      close: async () => {},
    })
    return out
  }

  test('counts a window by the boundaries of its last day, or of the day that is named', async () => {
    await layTown(db())
    await layGrids(db(), 'police', ['1', '2'], { validTo: '2026-11-01' })
    await layGrids(db(), 'police', ['3'], { validFrom: '2026-11-01', widths: [2] })
    await logIncidents(db(), [
      anIncident({ policeCode: '1', ...inSquare(0) }),
      anIncident({ policeCode: '2', ...inSquare(1) }),
      anIncident({ policeCode: null, ...inSquare(5) }),
    ])
    const october = '--layer police --from 2026-10-01 --to 2026-10-31'
    expect(await run(october)).toBe('code,count\n1,1\n2,1\n(outside),1\n')
    expect(await run(`${october} --on 2026-11-05`)).toBe('code,count\n3,2\n(outside),1\n')
    expect(await run('--layer police')).toBe('code,count\n3,2\n(outside),1\n')
    expect(await run('--layer police --on 2026-10-31')).toBe('code,count\n1,1\n2,1\n(outside),1\n')
    await expect(run('--layer police --on 2026-02-30')).rejects.toThrow(Refusal)
  })
})
