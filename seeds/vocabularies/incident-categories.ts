import type { IncidentCategory } from '~/domain/incidents.ts'

/** A row of the category table; `sortOrder` is the order of lists and printed tables. */
export interface IncidentCategoryRow extends IncidentCategory {
  /** Feeds 零案件村: 刑事 and 治安 cases count, whatever their weight. */
  countsAsCase: boolean
  sortOrder: number
}

/** What an unknown code weighs as. */
export const fallbackCategoryCode = '99'

/**
 * 事件类别, the product's own two-digit list with four-digit codes below. The weights are the
 * default grading weights: 刑事 5, 治安 3, 纠纷 2, 事故 3 (fatal 8), 隐患 1, 民生 0, 无效 0. The finer
 * codes follow GB/T 31000-2015 治安突出问题, the usual 110 categories and the town-level event
 * taxonomies in use; no national table of 警情 codes is public. Red lines (命案, 群体性事件 from scale 02)
 * colour a grid at once; a fatal accident weighs 8 instead.
 */
export const incidentCategories: readonly IncidentCategoryRow[] = [
  group('01', '刑事警情', { weight: 5, countsAsCase: true }, [
    ['0101', '命案', { redLine: 'always' }],
    ['0102', '盗窃'],
    ['0103', '诈骗'],
    ['0104', '抢劫抢夺'],
    ['0105', '故意伤害'],
    ['0106', '敲诈勒索'],
    ['0107', '涉毒犯罪'],
    ['0199', '其他刑事警情'],
  ]),
  group('02', '治安警情', { weight: 3, countsAsCase: true }, [
    ['0201', '殴打他人'],
    ['0202', '赌博'],
    ['0203', '寻衅滋事'],
    ['0204', '故意损毁财物'],
    ['0205', '小额盗窃'],
    ['0206', '扰乱公共秩序'],
    ['0207', '卖淫嫖娼'],
    ['0208', '噪声扰民'],
    ['0299', '其他治安警情'],
  ]),
  group('03', '纠纷警情', { weight: 2 }, [
    ['0301', '邻里纠纷'],
    ['0302', '婚姻家庭纠纷'],
    ['0303', '经济债务纠纷'],
    ['0304', '劳资纠纷'],
    ['0305', '消费纠纷'],
    ['0306', '物业纠纷'],
    ['0307', '土地宅基地纠纷'],
    ['0308', '房屋租赁纠纷'],
    ['0309', '医患纠纷'],
    ['0399', '其他纠纷警情'],
  ]),
  group('04', '交通事故', { weight: 3, fatalWeight: 8 }, [
    ['0401', '机动车事故'],
    ['0402', '非机动车事故'],
    ['0403', '农用车事故'],
    ['0499', '其他交通事故'],
  ]),
  group('05', '火灾与生产事故', { weight: 3, fatalWeight: 8 }, [
    ['0501', '住宅火灾'],
    ['0502', '经营场所火灾'],
    ['0503', '秸秆与野外火灾'],
    ['0504', '生产安全事故'],
    ['0505', '溺水与其他意外事故'],
    ['0599', '其他火灾与事故'],
  ]),
  group('06', '安全隐患', { weight: 1 }, [
    ['0601', '消防隐患'],
    ['0602', '治安隐患'],
    ['0603', '交通隐患'],
    ['0604', '生产隐患'],
    ['0605', '房屋隐患'],
    ['0606', '线路与燃气隐患'],
    ['0607', '水域隐患'],
    ['0699', '其他安全隐患'],
  ]),
  group('07', '群众求助与民生', { weight: 0 }, [
    ['0701', '走失寻人'],
    ['0702', '开锁与设施求助'],
    ['0703', '环境卫生'],
    ['0704', '供水供电'],
    ['0705', '道路与照明'],
    ['0706', '困难救助'],
    ['0707', '证件与政策咨询'],
    ['0799', '其他求助与民生'],
  ]),
  group('08', '社情民意', { weight: 0 }, [
    ['0801', '意见建议'],
    ['0802', '政策反映'],
    ['0803', '村（社区）务反映'],
    ['0899', '其他社情民意'],
  ]),
  group('09', '群体性事件', { weight: 3, redLine: 'fromScale02' }, [
    ['0901', '聚集讨薪'],
    ['0902', '征地拆迁聚集'],
    ['0903', '物业聚集'],
    ['0999', '其他群体性事件'],
  ]),
  group('90', '无效警情', { weight: 0, valid: false }, [
    ['9001', '骚扰电话'],
    ['9002', '误报误拨'],
    ['9003', '重复报警'],
    ['9099', '其他无效警情'],
  ]),
  group('99', '其他', { weight: 1 }, []),
]
  .flat()
  .map((row, index) => ({ ...row, sortOrder: index + 1 }))

type Rule = Pick<
  IncidentCategoryRow,
  'weight' | 'fatalWeight' | 'redLine' | 'valid' | 'countsAsCase'
>

function group(
  code: string,
  label: string,
  own: Partial<Rule>,
  finer: readonly (readonly [code: string, label: string, own?: Partial<Rule>])[],
): Omit<IncidentCategoryRow, 'sortOrder'>[] {
  const rule: Rule = {
    weight: 1,
    fatalWeight: null,
    redLine: 'never',
    valid: true,
    countsAsCase: false,
    ...own,
  }
  return [
    { code, label, parentCode: null, ...rule },
    ...finer.map(([code, label, exception]) => ({
      code,
      label,
      parentCode: code.slice(0, 2),
      ...rule,
      ...exception,
    })),
  ]
}
