import type { Difficulty, Method } from '~/domain/mediation.ts'

/** A ministry type as the demo draws it: its share and the GB types it may be written down as. */
export interface DisputeKind {
  mojCode: string
  share: number
  typeCodes: readonly string[]
  /** Who the second party is, where it is an organisation. */
  organisation?: string
}

/**
 * Type shares in percent, measured on published figures of 12 prefectures over two quarters
 * (n = 36,901); 旅游 and 电商 were about zero.
 */
export const disputeKinds: readonly DisputeKind[] = [
  { mojCode: '2', share: 24.9, typeCodes: ['0201', '0202', '0299'] },
  { mojCode: '1', share: 18.9, typeCodes: ['0101', '0102', '0103', '0199'] },
  { mojCode: '16', share: 13.3, typeCodes: ['0503'] },
  { mojCode: '18', share: 10.1, typeCodes: ['99', '0499', '1099', '1299'] },
  { mojCode: '7', share: 8.4, typeCodes: ['0901', '0903', '0904', '0999'] },
  { mojCode: '4', share: 6, typeCodes: ['0804', '0602', '0603', '0699'] },
  { mojCode: '6', share: 4.2, typeCodes: ['0303', '0401', '0599'] },
  { mojCode: '3', share: 3.6, typeCodes: ['0902', '0403'] },
  { mojCode: '17', share: 2.9, typeCodes: ['0402'], organisation: '某某物业公司' },
  { mojCode: '5', share: 2.3, typeCodes: ['1002', '1004'], organisation: '某某商行' },
  { mojCode: '8', share: 2.2, typeCodes: ['1102', '1101'], organisation: '某某拆迁办' },
  { mojCode: '10', share: 1.5, typeCodes: ['0701'], organisation: '某某建筑公司' },
  { mojCode: '11', share: 0.7, typeCodes: ['0702', '0703'], organisation: '某某服饰公司' },
  { mojCode: '9', share: 0.4, typeCodes: ['0504'], organisation: '某某养殖场' },
  { mojCode: '15', share: 0.3, typeCodes: ['0502'], organisation: '某某医院' },
  { mojCode: '14', share: 0.2, typeCodes: ['0601'], organisation: '某某超市' },
]

/** Shares of 案件难度 and how many days each step usually takes, least and most; invented. */
export const difficultyMix: readonly {
  difficulty: Difficulty
  share: number
  investigating: readonly [number, number]
  mediating: readonly [number, number]
  performing: readonly [number, number]
}[] = [
  { difficulty: 'simple', share: 45, investigating: [0, 2], mediating: [0, 4], performing: [0, 7] },
  {
    difficulty: 'ordinary',
    share: 40,
    investigating: [1, 6],
    mediating: [1, 15],
    performing: [1, 20],
  },
  {
    difficulty: 'major',
    share: 10,
    investigating: [2, 10],
    mediating: [5, 28],
    performing: [3, 40],
  },
  {
    difficulty: 'difficult',
    share: 5,
    investigating: [4, 20],
    mediating: [10, 45],
    performing: [5, 60],
  },
]

/** How often each of the four methods is used in a mediated dispute; invented. */
export const methodMix: readonly { method: Method; share: number }[] = [
  { method: 'cautionary', share: 0.35 },
  { method: 'oneStop', share: 0.25 },
  { method: 'tailored', share: 0.35 },
  { method: 'tracked', share: 0.4 },
]

/** Shares of 案件来源; invented. */
export const sourceMix: readonly { sourceCode: string; share: number }[] = [
  { sourceCode: '1', share: 46 },
  { sourceCode: '2', share: 34 },
  { sourceCode: '3', share: 4 },
  { sourceCode: '5', share: 11 },
  { sourceCode: '6', share: 3 },
  { sourceCode: '7', share: 2 },
]
