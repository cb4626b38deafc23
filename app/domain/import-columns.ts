/** Which of a file's columns is which, as far as their names tell; the form shows it to be checked. */
export const guessColumns = (columns: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(customary).flatMap(([field, names]) => {
      const known = names.find((name) => columns.includes(name))
      return known === undefined ? [] : [[field, known]]
    }),
  )

/** Names that files commonly give their fields, in the order they are looked for. */
const customary: Record<string, readonly string[]> = {
  code: ['code', '代码', '编码', '网格编码', '网格代码', '警格编码', '警格代码', '区划代码', 'id'],
  name: ['name', '名称', '网格名称'],
  parent: ['parent', '上级代码', '上级编码', 'parentCode'],
  area: ['area', '区划代码', '村代码', '所属村'],
  households: ['households', '户数'],
  population: ['population', '人口', '人数'],
  id: ['id', '编号', '事件编号', '警情编号'],
  lon: ['lon', 'lng', 'longitude', '经度'],
  lat: ['lat', 'latitude', '纬度'],
  on: ['on', '日期', '发生日期', '发生时间', 'occurredOn', 'date', 'reported'],
  category: ['category', '类别', '类别代码'],
}
