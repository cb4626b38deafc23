import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { generateIncidents } from '#seeds/prefecture/incidents.ts'
import { prefectureOf } from './workload.ts'

/** Writes a year of incidents as a CSV of the kind a 110 centre hands over: `FILE COUNT`. */
const [file = '', count = ''] = process.argv.slice(2)
const out = createWriteStream(file)
out.write('编号,经度,纬度,发生时间,类别代码,地址\n')
const period = { from: '2025-01-01', to: '2025-12-31', count: Number(count) }
for (const incident of generateIncidents(prefectureOf(5160), period)) {
  const { number, lonE7, latE7, occurredAt, categoryCode, addressText } = incident
  const line = [number, lonE7 / 1e7, latE7 / 1e7, occurredAt, categoryCode, addressText].join(',')
  if (!out.write(`${line}\n`)) await once(out, 'drain')
}
out.end()
await once(out, 'finish')
