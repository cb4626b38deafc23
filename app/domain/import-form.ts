import * as v from 'valibot'
import { layers } from './areas.ts'
import { mendKinds } from './boundary-mends.ts'
import { choice, optionalDay, optionalText, requiredText, tick } from './form-fields.ts'
import { statedCrsOf } from './stated-crs.ts'

/** One of the four, `file`, or an EPSG number with or without its prefix. */
const crs = v.pipe(
  optionalText(20),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const stated = statedCrsOf(dataset.value ?? '')
    if (stated) return stated
    addIssue({ message: '请选择坐标系：说不清的请先问数据提供方' })
    return NEVER
  }),
)
const field = (label: string) => requiredText(`${label}所在的列名`, 100)
const optionalField = optionalText(100)

/** `mends.spikes=on` and so on: each mend is a box to tick. */
const chosenMends = v.pipe(
  v.optional(v.object(v.entriesFromList(mendKinds, tick)), {}),
  v.transform((ticked) => mendKinds.filter((mend) => ticked[mend])),
)

/**
 * What an import has to state about its file: the names of the fields, the layer, the CRS. The file
 * itself travels beside it.
 */
export const importForm = v.variant(
  'kind',
  [
    v.object({
      kind: v.literal('areas'),
      code: field('代码'),
      name: field('名称'),
      parent: field('上级代码'),
    }),
    v.object({
      kind: v.literal('grids'),
      layer: choice(layers, '请选择警格或综治网格'),
      crs,
      code: field('网格代码'),
      name: optionalField,
      area: optionalField,
      households: optionalField,
      population: optionalField,
      validFrom: optionalDay('启用日期'),
      wholeLayer: tick,
      mends: chosenMends,
    }),
    v.object({
      kind: v.literal('incidents'),
      crs,
      id: field('编号'),
      lon: field('经度'),
      lat: field('纬度'),
      on: field('发生日期'),
      category: optionalField,
      categoryCode: optionalText(64),
    }),
  ],
  '请选择要导入的内容',
)

export type ImportInput = v.InferOutput<typeof importForm>
