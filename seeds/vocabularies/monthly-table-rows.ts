/** A category row of the monthly table 矛盾纠纷排查情况表. */
export interface MonthlyTableRow {
  row: number
  label: string
}

/**
 * The 19 categories of 矛盾纠纷排查情况表 as 四川省社会治安综合治理委员会办公室 printed it; row 8 企业改制 has no
 * GB/T 31000 code and is set by hand.
 */
export const monthlyTableRows: readonly MonthlyTableRow[] = [
  '民族宗教',
  '军转干部、复员退伍军人安置',
  '征地拆迁安置',
  '建筑工程质量、物业管理',
  '土地矿产山林水利界线权属',
  '经济活动',
  '劳资',
  '企业改制',
  '环境污染、生态破坏',
  '司法活动',
  '行政执法活动',
  '大中专院校、中小学校',
  '海事渔事',
  '干部作风',
  '村（社区）务管理',
  '农村土地承包、集体“三资”及农民负担',
  '婚姻家庭邻里等民间纠纷',
  '医患',
  '其他',
].map((label, index) => ({ row: index + 1, label }))
