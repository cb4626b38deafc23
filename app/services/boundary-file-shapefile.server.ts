import type { DeclaredCrs } from '#geo/reading/declared-crs.ts'
import { openTable } from './boundary-file-dbf.server.ts'
import { damaged, FileFault } from './boundary-file-fault.server.ts'
import { FeatureText } from './boundary-file-features.server.ts'
import { shapesOf } from './boundary-file-shp.server.ts'
import { declaredByWkt } from './boundary-file-wkt.server.ts'
import type { PackedFile } from './boundary-file-zip.server.ts'

/**
 * The layer of a .shp with what stands beside it under the same name in any case: .dbf (needed),
 * .prj, .cpg. Rows deleted from the table are left out with their shapes.
 * @throws FileFault
 */
export async function readShapefile(
  shp: PackedFile,
  files: readonly PackedFile[],
): Promise<{ features: FeatureText; declared: DeclaredCrs | null }> {
  const dbf = beside('dbf')
  if (!dbf) throw new FileFault({ reason: 'shapefilePart' })
  const codePage = await textBeside('cpg')
  const table = openTable(await dbf.unpack(), codePage)
  const wkt = await textBeside('prj')
  const features = new FeatureText()
  let index = 0
  for (const shape of shapesOf(await shp.unpack())) {
    if (index >= table.rows) throw damaged('shapefile')
    const row = table.row(index++)
    if (row) features.add(shape, row)
  }
  if (index !== table.rows) throw damaged('shapefile')
  return { features, declared: wkt === null ? null : declaredByWkt(wkt) }

  function beside(extension: string): PackedFile | undefined {
    const path = shp.path.replace(/shp$/i, extension).toLowerCase()
    return files.find((file) => file.path.toLowerCase() === path)
  }

  async function textBeside(extension: string): Promise<string | null> {
    const bytes = await beside(extension)?.unpack()
    return bytes ? new TextDecoder().decode(bytes.subarray(0, longestSmallFile)) : null
  }
}

/** A .prj has some hundred characters, a .cpg five. */
const longestSmallFile = 20_000
