import type { Day, Instant } from '../domain/day.ts'
import type { Coded, IncidentPart } from './imports-incident-part.server.ts'

/**
 * The rows of a part as columns of `incidents`. What is the same for all of them stands once; what
 * an import never states (deaths, summary …) is left to the table.
 * @param isCounted whether incidents of a category are valid (有效警情)
 */
export function incidentColumns(
  part: IncidentPart,
  batch: { id: number; crs: string },
  isCounted: (categoryCode: string) => boolean,
) {
  const { numbers, lonE7, latE7, on, at, category, places } = part
  const starts = on.values.map(startOf)
  const policeCode = spread(places.police)
  const governanceCode = spread(places.governance)
  const validity = category.values.map((code) => (isCounted(code) ? 'valid' : 'invalid'))
  return {
    number: numbers,
    categoryCode: spread(category),
    scaleCode: '01' as const,
    occurredOn: spread(on),
    occurredAt: at.map((instant) => instant || null),
    reportedAt: at.map((instant, row) => instant || (starts[on.of[row] ?? 0] ?? '')),
    lonE7,
    latE7,
    sourceCrs: batch.crs,
    policeCode,
    governanceCode,
    areaCode: spread(places.area),
    locatedHow: policeCode.map((code, row) =>
      code === null && governanceCode[row] === null ? 'outside' : 'exact',
    ),
    validity: spread({ values: validity, of: category.of }),
    sourceChannel: 'import' as const,
    batchId: batch.id,
    version: 1,
  }
}

const spread = <Value>({ values, of }: Coded<Value>): Value[] =>
  Array.from(of, (number) => values[number] as Value)

/** Midnight in Asia/Shanghai, for a row that states a day and no hour. */
const startOf = (day: Day): Instant => new Date(`${day}T00:00:00.000+08:00`).toISOString()
