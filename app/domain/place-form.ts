import * as v from 'valibot'
import { choiceOr, optionalCode, optionalDegrees, tick } from './form-fields.ts'
import { coordinateSystems } from './incidents.ts'

/**
 * Where something happened, as part of a form: a point in decimal degrees with its CRS (WGS-84, the
 * phone's, unless stated), or a village, or grids chosen by hand. Near a border the point comes back
 * with the grids the reporter confirmed, one field per layer: `confirmed` tells such an answer from
 * a grid that merely stood chosen in the form.
 */
export const placeForm = v.pipe(
  v.object({
    lon: optionalDegrees('经度', 180),
    lat: optionalDegrees('纬度', 90),
    crs: choiceOr(coordinateSystems, 'wgs84', '请选择坐标系'),
    governanceCode: optionalCode,
    policeCode: optionalCode,
    villageCode: optionalCode,
    confirmed: tick,
  }),
  v.forward(
    v.check(({ lon, lat }) => (lon === null) === (lat === null), '经度和纬度请一起填，或者都不填'),
    ['lat'],
  ),
  v.forward(
    v.check(
      ({ lon, lat, governanceCode, policeCode, villageCode }) =>
        [lon, lat, governanceCode, policeCode, villageCode].some((given) => given !== null),
      '请选择网格或村（社区），或填写位置',
    ),
    ['villageCode'],
  ),
)

export type PlaceInput = v.InferOutput<typeof placeForm>
