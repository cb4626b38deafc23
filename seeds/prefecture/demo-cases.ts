import type { Difficulty } from '~/domain/mediation.ts'

/** The demo accounts that have disputes in hand or visits to make. */
export type DemoHandler = 'demo-mediator' | 'demo-officer' | 'demo-grid'

/** A dispute of the demo accounts as it stands on the last day. */
export interface DemoCase {
  typeCode: string
  difficulty: Difficulty
  owner: DemoHandler
  /** Who makes the visits; the owner unless said. */
  visitor?: DemoHandler
  /** How many days before the last day it took each step of `path`. */
  daysAgo: readonly number[]
  visitsDone?: number
  /** A, B are the parties. */
  matter: string
}

/**
 * What stands on the demo accounts' desks on the last day: some in time, some due, a few overdue by
 * more than any holiday is long. Oldest first.
 */
export const demoCases: readonly DemoCase[] = [
  {
    typeCode: '0902',
    difficulty: 'difficult',
    owner: 'demo-mediator',
    daysAgo: [62, 62, 60, 58, 42],
    matter: 'A称B翻建房屋占用其宅基地约半米，双方各执一份旧契，已争执多年',
  },
  {
    typeCode: '0804',
    difficulty: 'ordinary',
    owner: 'demo-mediator',
    daysAgo: [61, 61, 60, 58, 52, 45, 45, 40],
    visitsDone: 1,
    matter: 'B向A借款未按期归还，双方同意分三次还清',
  },
  {
    typeCode: '0103',
    difficulty: 'major',
    owner: 'demo-mediator',
    visitor: 'demo-grid',
    daysAgo: [44, 44, 43, 40, 36, 30, 29, 25],
    visitsDone: 1,
    matter: 'A与B兄弟二人因老宅分割争执，家中老人赡养一并协商',
  },
  {
    typeCode: '0102',
    difficulty: 'ordinary',
    owner: 'demo-mediator',
    daysAgo: [36, 36, 35, 33, 27],
    matter: 'A要求B每月给付赡养费，B称已外出务工多年，数额谈不拢',
  },
  {
    typeCode: '0202',
    difficulty: 'ordinary',
    owner: 'demo-officer',
    daysAgo: [34, 34, 33, 32, 28, 18, 18, 17],
    matter: 'B加盖院墙影响A家采光，双方同意拆低并补偿',
  },
  {
    typeCode: '0201',
    difficulty: 'ordinary',
    owner: 'demo-mediator',
    visitor: 'demo-grid',
    daysAgo: [26, 26, 25, 24, 23, 20, 19, 18],
    matter: 'B家屋檐水流入A家院内，双方同意改接落水管',
  },
  {
    typeCode: '0201',
    difficulty: 'ordinary',
    owner: 'demo-mediator',
    daysAgo: [20, 20, 19, 18, 16],
    matter: 'A家门前排水沟被B填平，雨天积水进屋',
  },
  {
    typeCode: '0101',
    difficulty: 'simple',
    owner: 'demo-mediator',
    daysAgo: [16, 16, 15, 14],
    matter: 'A与B因彩礼返还争执，双方家人都到过村部',
  },
  {
    typeCode: '0503',
    difficulty: 'ordinary',
    owner: 'demo-mediator',
    visitor: 'demo-grid',
    daysAgo: [16, 16, 15, 14, 12, 7, 7, 6],
    matter: 'B骑电动车碰伤A，双方就医药费达成一致',
  },
  {
    typeCode: '0199',
    difficulty: 'simple',
    owner: 'demo-mediator',
    visitor: 'demo-grid',
    daysAgo: [15, 15, 14, 13, 11, 6, 6, 5],
    matter: 'A与B夫妻因家庭开支争吵，经劝说和好',
  },
  {
    typeCode: '0901',
    difficulty: 'ordinary',
    owner: 'demo-mediator',
    daysAgo: [14, 14, 13, 12, 10, 5, 5, 4],
    matter: 'A的承包地被B机耕时压毁青苗，双方商定赔偿',
  },
  {
    typeCode: '0303',
    difficulty: 'ordinary',
    owner: 'demo-officer',
    daysAgo: [13],
    matter: 'A称与B口角时被推倒受伤，要求赔偿医药费',
  },
  {
    typeCode: '0102',
    difficulty: 'simple',
    owner: 'demo-officer',
    daysAgo: [12, 12, 11, 10, 9, 6, 6, 5],
    matter: 'A与B姐弟因照料老人的分工争执，已排好轮流日子',
  },
  {
    typeCode: '0902',
    difficulty: 'ordinary',
    owner: 'demo-officer',
    daysAgo: [8, 8, 7, 6],
    matter: 'A与B因两家之间的通道宽度争执，需到现场丈量',
  },
  {
    typeCode: '0599',
    difficulty: 'ordinary',
    owner: 'demo-officer',
    daysAgo: [2, 1],
    matter: 'B家的狗咬伤A，双方对赔偿数额有分歧',
  },
  {
    typeCode: '0299',
    difficulty: 'simple',
    owner: 'demo-mediator',
    daysAgo: [1, 1, 1],
    matter: 'A与B楼上楼下因夜间噪声争吵，均愿意调解',
  },
  {
    typeCode: '0201',
    difficulty: 'simple',
    owner: 'demo-officer',
    daysAgo: [1],
    matter: 'B在公用巷道堆放建材，A家车辆无法出入',
  },
  {
    typeCode: '0299',
    difficulty: 'ordinary',
    owner: 'demo-officer',
    daysAgo: [0],
    matter: 'A与B因共用水井的维修费用争执',
  },
]
