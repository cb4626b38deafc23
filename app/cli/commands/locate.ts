import { isUsablePoint, toE7 } from '#geo/coordinates.ts'
import { locatePoint } from '../../services/locating.server.ts'
import { command } from '../command.ts'
import { dayOption, numberOption } from '../options.ts'
import { Refusal } from '../refusal.ts'

export const locate = command({
  words: 'locate',
  summary: '一个点（CGCS2000 经纬度）落在哪两个网格，20 米内还有哪些别的网格；输出 JSON',
  operands: [],
  options: { lon: 'required', lat: 'required', on: 'optional' },
  placeholders: { lon: 'X', lat: 'Y', on: 'DAY' },
  async run({ options }, terminal) {
    const lon = numberOption('lon', options.lon)
    const lat = numberOption('lat', options.lat)
    if (!isUsablePoint(lon, lat)) throw new Refusal(`经纬度 ${lon}, ${lat} 无法使用`)
    const on = dayOption('on', options.on)
    const desk = await terminal.desk()
    const place = { lonE7: toE7(lon), latE7: toE7(lat), on: on ?? desk.today }
    const { police, governance, candidates } = await locatePoint(desk, place)
    const answer = {
      police,
      governance,
      candidates: candidates
        .filter(({ layer, code }) => code !== (layer === 'police' ? police : governance))
        .map(({ layer, code, metres }) => ({ layer, code, metres })),
    }
    terminal.print(`${JSON.stringify(answer)}\n`)
  },
})
