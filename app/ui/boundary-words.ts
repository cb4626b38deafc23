import type { RedrawRefusal } from '#geo/redrawing/redraw.ts'
import type { RedrawStep } from '../domain/redrawing.ts'

/** Why an act does not go, and what to do instead. */
export const redrawRefusals: Record<RedrawRefusal, string> = {
  noSuchGrid: '这个网格已经不在了，请重新选择',
  codeTaken: '这个代码已有网格在用，请换一个',
  lineTooShort: '请至少点两个点，画出一条线',
  lineCrossesItself: '线自己相交了，请去掉绕回来的部分',
  lineEndsInside: '线的两端都要画到网格外面，请把线画长一些',
  lineMisses: '这条线没有把网格分成两块，请让它从一边穿到另一边',
  cutsTooOften: '这条线把网格切成了多于两块，请画得直一些，分几次划分',
  partTooSmall: '切下来的一块不到 1 平方米，请把线移开一些',
  notNeighbours: '选中的网格不全相邻（只碰到一个角不算），请选有公共边界的网格',
  unsoundBorders: '这里的边界原来就有重叠或缝隙，请先导出边界，在“导入”里体检修正',
  noSuchVertex: '这个点已经不在了，请重新选择',
  placeTaken: '那里已经有一个边界点，请挪开一些',
  crossesBorder: '边界会与别的边界相交，请换个位置',
  leapsBorder: '边界会越过别的边界点，请分几步移动',
  junction: '三条边界在这里相交，这个点不能去掉；可以移动它',
  wouldCollapse: '去掉以后围不成网格了，这个点要留着',
}

/** One step as the list of changes names it. */
export function stepText(step: RedrawStep): string {
  switch (step.act) {
    case 'split':
      return `从 ${step.code} 划出 ${step.newCode}${step.name ? `（${step.name}）` : ''}`
    case 'merge':
      return `合并 ${step.codes.join('、')}，保留 ${step.keep}`
    case 'move':
      return '移动一个边界点'
    case 'insert':
      return '加一个边界点'
    case 'remove':
      return '去掉一个边界点'
    case 'rename':
      return step.code === step.newCode
        ? `${step.code} 改名为 ${step.name}`
        : `${step.code} 改号为 ${step.newCode}${step.name ? `，改名为 ${step.name}` : ''}`
  }
}

/** 12,345 平方米, or 1.23 平方千米 from ten hectares on. */
export const areaText = (squareMetres: number): string =>
  squareMetres < 100_000
    ? `${Math.round(squareMetres).toLocaleString('zh-CN')} 平方米`
    : `${(squareMetres / 1e6).toFixed(squareMetres < 1e7 ? 3 : 2)} 平方千米`
