/**
 * The form that states what a file is offers some things as choices beside a field to type in: the
 * CRS, the first day. This makes of its answers the fields that the import's schema knows.
 * `validFrom` is empty (since always), a day, or `other` with the day in `otherDay`; `crs` is a
 * name, or `epsg` with the number in `epsg`.
 */
export function importAnswers(form: Iterable<readonly [string, unknown]>): {
  fields: Record<string, string>
  problems: Record<string, string>
  /** As it was sent, to fill the form in again. */
  sent: Record<string, string>
} {
  const texts = textsOf(form)
  const { otherDay = '', epsg = '', ...fields } = texts
  const problems: Record<string, string> = {}
  if (fields.validFrom === 'other') {
    fields.validFrom = otherDay
    if (otherDay === '') problems.otherDay = '请填写启用日期，或改选一直如此、下周一'
  } else if (otherDay !== '' && fields.validFrom !== otherDay) {
    problems.otherDay = '填了另选的日期，请也选中“另选日期”；不用就把日期清空'
  }
  if (fields.crs === 'epsg') {
    fields.crs = epsg
    if (!/^\s*(?:epsg:?\s*)?\d{4,6}\s*$/i.test(epsg))
      problems.epsg = '请填写 EPSG 编号，例如 4527；说不清的请先问数据提供方'
  }
  return { fields, problems, sent: texts }
}

/** The same the other way round, to fill the form in. */
export function answersOf(values: Record<string, string>, monday: string): Record<string, string> {
  const { validFrom = '', crs = '' } = values
  const isOther = validFrom !== '' && validFrom !== monday
  return {
    ...values,
    ...(isOther && { validFrom: 'other', otherDay: values.otherDay ?? validFrom }),
    ...(crs.startsWith('epsg:') && { crs: 'epsg', epsg: crs.slice('epsg:'.length) }),
  }
}

const textsOf = (sent: Iterable<readonly [string, unknown]>): Record<string, string> =>
  Object.fromEntries(
    [...sent].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
