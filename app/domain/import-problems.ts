/** What may be wrong with one record of a file. */
export const importProblemKinds = [
  // Tables of areas and incidents.
  'missingCode',
  'missingName',
  'unusableCode',
  'repeatedCode',
  'unknownParent',
  'circularParent',
  'tooDeep',
  'movedArea',
  'missingId',
  'repeatedId',
  'missingPoint',
  'unusablePoint',
  'swappedAxes',
  'unusableDay',
  'unknownCategory',
  // Fields of grids.
  'unknownArea',
  'unusableNumber',
  // Outlines of grids: what cannot be used, and what was mended.
  'notFeature',
  'noCode',
  'badCode',
  'reservedCode',
  'noGeometry',
  'notPolygon',
  'badCoordinates',
  'outOfRange',
  'tangledRing',
  'collapsed',
  'unclosedRing',
  'collapsedRing',
  'invalidRing',
  'overlappingParts',
  'joinedCode',
  'overlapping',
  'crsUnconfirmed',
  'datumApproximate',
  'zonePrefix',
] as const
export type ImportProblemKind = (typeof importProblemKinds)[number]

export interface ImportProblem {
  /** Line of the file on which the record starts, from 1. */
  line: number
  /** Number of the feature in a GeoJSON, from 1: such files may be a single line. */
  feature?: number
  kind: ImportProblemKind
  /** `skipped`: the record is left out. `noted`: it is imported, and worth a look. */
  severity: 'skipped' | 'noted'
  field?: string
  value?: string
  /** The other grid of an overlap, and m². */
  overlap?: { code: string; areaM2: number }
  /** How many records have the same problem, when they are listed once. */
  count?: number
}

/** Why a file of boundaries cannot even be opened. */
export type FileRefusal =
  /** `says`: what its name promises; `is`: what it is, as far as that is known. */
  | { reason: 'unknownFormat'; says: string | null; is: string | null }
  /** A .shp, .shx or .dbf without the others. */
  | { reason: 'shapefilePart' }
  | { reason: 'damagedFile'; format: string }
  | { reason: 'severalLayers'; layers: string[] }
  | { reason: 'noLayer'; format: string }
  /** Lines, points or bodies. */
  | { reason: 'notAreas'; shape: string }
  | { reason: 'unsafeArchive'; cause: ArchiveFault; name: string }
  /** A document type, which may hide anything. */
  | { reason: 'unsafeXml' }
  | { reason: 'nestedTooDeep' }
  | { reason: 'fileTooLarge'; most: string }
  | { reason: 'shapeTooLarge' }

/** Why an archive is not unpacked. */
export type ArchiveFault = 'tooLarge' | 'tooMany' | 'encrypted' | 'nested' | 'unsafeName' | 'link'

/** Why a whole file cannot be used; nothing is written then. */
export type ImportRefusal =
  | { reason: 'unreadableText' }
  | { reason: 'emptyFile' }
  | { reason: 'unknownField'; field: string; fields: string[] }
  | { reason: 'repeatedField'; field: string }
  /** Features without any properties: nothing can be the code. */
  | { reason: 'noFields' }
  | { reason: 'unclosedQuote'; line: number }
  | { reason: 'notJson'; line?: number }
  | { reason: 'notGeoJson' }
  | { reason: 'noPolygon'; problem?: ImportProblemKind }
  /** More than can be looked through at once. */
  | { reason: 'tooManyVertices'; most: number }
  /** Borders that cross each other too often to be a layer of grids. */
  | { reason: 'tangledLayer' }
  /** Minutes passed, or all memory was taken, and it was given up. */
  | { reason: 'tooMuchWork' }
  | { reason: 'crsContradicts'; declared: string }
  /** No such code, or none that can be worked with. */
  | { reason: 'unknownCrs'; code: string }
  /** 按文件声明, and the file declares nothing. */
  | { reason: 'crsNotDeclared' }
  | { reason: 'crsUnreadable'; declared: string }
  /** A projected system, and coordinates that can only be degrees. */
  | { reason: 'crsImplausible'; declared: string }
  | FileRefusal
  /** Strict, and there are problems. */
  | { reason: 'problems' }
  /** Nothing waits under this number: it was confirmed or discarded meanwhile. */
  | { reason: 'notPreviewed' }

const problemSentences: Record<ImportProblemKind, string> = {
  missingCode: '没有代码',
  missingName: '没有名称',
  unusableCode: '代码里不能有斜杠',
  repeatedCode: '代码重复，以先出现的为准',
  unknownParent: '上级代码不存在或不可用',
  circularParent: '上级关系绕成了圈',
  tooDeep: '层级超过市、县、乡镇、村四级',
  movedArea: '与系统中的上级不同，不能挪动',
  missingId: '没有编号',
  repeatedId: '编号重复，以先出现的为准',
  missingPoint: '没有坐标',
  unusablePoint: '坐标无法使用',
  swappedAxes: '坐标无法使用，经度和纬度像是写反了',
  unusableDay: '日期无法识别',
  unknownCategory: '类别代码不在类别表中，按“其他”计分',
  unknownArea: '区划代码不存在，改按重叠面积归属',
  unusableNumber: '不是非负整数，按未填写处理',
  notFeature: '不是 GeoJSON 要素',
  noCode: '没有网格代码',
  badCode: '网格代码既不是文字也不是数字',
  reservedCode: '这个代码在统计里表示不在任何网格内，不能用作网格代码',
  noGeometry: '没有图形',
  notPolygon: '不是面（Polygon 或 MultiPolygon）',
  badCoordinates: '坐标不是成对的数字',
  outOfRange: '坐标超出经纬度范围',
  tangledRing: '边界线缠绕过多，无法识别',
  collapsed: '边界没有围出面积',
  unclosedRing: '边界线没有闭合，已补上',
  collapsedRing: '有一圈边界没有围出面积，已去掉',
  invalidRing: '边界线自相交叉，已按奇偶规则识别',
  overlappingParts: '各部分互相重叠，重叠处只算一次',
  joinedCode: '代码与前面的要素相同，已并为一个多部分网格',
  overlapping: '重叠处的点归代码小的网格',
  crsUnconfirmed: '文件自称的坐标系与所选的不同，已按所选的处理',
  datumApproximate: '这种旧坐标系的换算只准到几十米，请向测绘部门要 CGCS2000 的成果',
  zonePrefix: '横坐标前的带号与坐标系不一致，已按坐标系的带号处理',
}

/** 第 12 行：日期无法识别（reported：2026-02-30） */
export function importProblemText(problem: ImportProblem): string {
  const { line, feature, kind, field, value, overlap, count } = problem
  const where = feature === undefined ? `第 ${line} 行` : `第 ${line} 行（第 ${feature} 个要素）`
  const stated = [field, value].filter((part) => part !== undefined && part !== '').join('：')
  const detail = stated === '' ? '' : `（${stated}）`
  const times = count === undefined ? '' : `，共 ${count} 条`
  const shared = overlap ? `与网格 ${overlap.code} 重叠 ${overlap.areaM2} 平方米，` : ''
  return `${where}：${shared}${problemSentences[kind]}${detail}${times}`
}

/** Says in one line why the file cannot be used, and what to do. */
export function importRefusalText(refusal: ImportRefusal): string {
  switch (refusal.reason) {
    case 'unreadableText':
      return '文件不是 UTF-8 或 GBK 文本，请另存为 CSV（UTF-8）或 GeoJSON'
    case 'emptyFile':
      return '文件是空的'
    case 'unknownField':
      return `文件里没有“${refusal.field}”这一列，有的是：${refusal.fields.join('、')}`
    case 'repeatedField':
      return `文件里有不止一列叫“${refusal.field}”，分不清用哪一列，请先改名`
    case 'noFields':
      return '要素没有任何属性，找不到网格代码，请导出时带上属性'
    case 'unclosedQuote':
      return `第 ${refusal.line} 行的引号没有结束，或这一条过长，后面的内容无法区分`
    case 'notJson':
      return `文件不是完整的 JSON${refusal.line === undefined ? '' : `，第 ${refusal.line} 行出错`}`
    case 'notGeoJson':
      return '文件不是 GeoJSON 要素集（FeatureCollection）'
    case 'noPolygon':
      return `文件里没有可用的网格${refusal.problem ? `：${problemSentences[refusal.problem]}` : ''}`
    case 'tooManyVertices':
      return `边界的点超过 ${refusal.most} 个，请分区县处理`
    case 'tangledLayer':
      return '网格之间交叉太多，不像是一层网格，请检查是不是把几层合在了一起'
    case 'tooMuchWork':
      return '这个文件处理起来太久，已经停下；请检查网格是不是大片重叠，或分区县导入'
    case 'crsContradicts':
      return `文件声明的坐标系是 ${refusal.declared}，不是经纬度，请先转换`
    case 'unknownCrs':
      return `不认识坐标系 ${refusal.code}，请核对 EPSG 编号，例如 EPSG:4527（CGCS2000 三度带 39 带）`
    case 'crsNotDeclared':
      return '文件没有声明坐标系，请问清数据提供方后直接选定'
    case 'crsUnreadable':
      return `文件声明的坐标系无法识别（${refusal.declared}），请直接选定坐标系或 EPSG 编号`
    case 'crsImplausible':
      return `坐标系是 ${refusal.declared}（平面坐标），坐标却像经纬度，请改选与坐标相符的坐标系`
    case 'unknownFormat':
    case 'shapefilePart':
    case 'damagedFile':
    case 'severalLayers':
    case 'noLayer':
    case 'notAreas':
    case 'unsafeArchive':
    case 'unsafeXml':
    case 'nestedTooDeep':
    case 'fileTooLarge':
    case 'shapeTooLarge':
      return fileRefusalText(refusal)
    case 'problems':
      return '文件有问题，严格模式下全部不导入'
    case 'notPreviewed':
      return '这个批次不在待确认状态，可能已经确认或放弃'
  }
}

const archiveFaults: Record<ArchiveFault, string> = {
  tooLarge: '展开后过大，或与压缩前相差悬殊',
  tooMany: '里面的文件太多',
  encrypted: '有密码',
  nested: '里面还有压缩包',
  unsafeName: '里面的文件名不安全',
  link: '里面有链接',
}

function fileRefusalText(refusal: FileRefusal): string {
  switch (refusal.reason) {
    case 'unknownFormat': {
      const says = refusal.says === null ? '' : `按文件名应是 ${refusal.says}，`
      const is = refusal.is === null ? '内容不是能识别的边界文件' : `内容是 ${refusal.is}`
      return `${says}${is}；请用 GeoJSON、打成 zip 的 shapefile、KML、KMZ 或 GeoPackage`
    }
    case 'shapefilePart':
      return '这只是 shapefile 的一部分，请把同名的 .shp、.dbf、.prj、.cpg 打成一个 zip 再上传'
    case 'damagedFile':
      return `${refusal.format} 文件不完整或已损坏，请重新导出再试`
    case 'severalLayers':
      return `文件里有多个图层，请只留要导入的一个再试：${firstOf(refusal.layers)}`
    case 'noLayer':
      return `${refusal.format} 文件里没有图层，请检查导出时是否选对了数据`
    case 'notAreas':
      return `图层是${refusal.shape}，不是面，请换成网格的面图层`
    case 'unsafeArchive':
      return `压缩包${archiveFaults[refusal.cause]}（${refusal.name}），不能打开，请只打包要导入的文件`
    case 'unsafeXml':
      return '文件带有文档类型声明（DOCTYPE），为安全起见不读，请用制图软件重新导出 KML'
    case 'nestedTooDeep':
      return '文件内容嵌套过深，不是正常的边界文件，请重新导出'
    case 'fileTooLarge':
      return `文件内容超过${refusal.most}，请分区县导入`
    case 'shapeTooLarge':
      return '有一个图形超过 100 万个顶点，不是网格的边界，请检查后重新导出'
  }
}

/** Why a batch stays: a later one stands on it, or things have come to hang on what it brought. */
export type UndoRefusal =
  | { reason: 'notImported' }
  | { reason: 'notLatest'; latest: number }
  /** Areas that grids, roles, disputes or other areas hang on. */
  | { reason: 'inUse'; codes: string[] }
  /** Incidents that somebody has changed, merged or made disputes since. */
  | { reason: 'touched'; numbers: string[] }

/** Says in one line why a batch cannot be undone, and what to do. */
export function undoRefusalText(refusal: UndoRefusal): string {
  switch (refusal.reason) {
    case 'notImported':
      return '这一批不在已导入状态，可能已经撤销，请刷新后查看'
    case 'notLatest':
      return `之后又导入过同类内容，请先撤销第 ${refusal.latest} 批`
    case 'inUse':
      return `这些区划已经有网格、账号或纠纷在用，不能撤销：${firstOf(refusal.codes)}`
    case 'touched':
      return `这些事件导入后已有人改动，请先处理再撤销：${firstOf(refusal.numbers)}`
  }
}

const firstOf = (names: readonly string[]): string =>
  names.length > 10 ? `${names.slice(0, 10).join('、')} 等 ${names.length} 项` : names.join('、')
