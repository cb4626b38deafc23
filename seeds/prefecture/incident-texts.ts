import { dedicatedUnits, roadNames, surnames } from '../places/village-names.ts'
import type { Random } from '../random.ts'

/** A person as the seeds write one: a surname and 某, sometimes 某甲; never a name. */
export const personName = (random: Random): string =>
  `${random.pick(surnames)}某${random.chance(0.2) ? random.pick(['甲', '乙', '丙']) : ''}`

export const addressIn = (place: { township: string; village: string }, random: Random): string =>
  place.village.endsWith('社区')
    ? `${place.township}${place.village}${random.pick(roadNames)}${1 + random.integer(280)}号`
    : `${place.township}${place.village}${1 + random.integer(14)}组${random.pick(['', '路口', '村部附近', '河边'])}`

/** A place people keep calling from. */
export const wellKnownAddress = (
  place: { township: string; village: string },
  random: Random,
): string => `${addressIn(place, random)}（${random.pick(dedicatedUnits)}）`

/** A sentence such as a desk officer writes; two persons at most, as 某. */
export function summaryOf(categoryCode: string, label: string, random: Random): string {
  const sentence = random.pick(sentences[categoryCode.slice(0, 2)] ?? fallback)
  return sentence
    .replace('{甲}', personName(random))
    .replace('{乙}', personName(random))
    .replace('{类}', label)
}

const fallback = ['{甲}反映情况，登记为{类}。']

const sentences: Readonly<Record<string, readonly string[]>> = {
  '01': ['{甲}报警，现场初步判断为{类}，已受案。', '接{甲}报警，涉{类}，民警到场取证。'],
  '02': [
    '{甲}与{乙}发生冲突，登记为{类}，已制止。',
    '群众反映此处{类}，民警到场处置。',
    '{甲}报称遇{类}，现场已劝离。',
  ],
  '03': [
    '{甲}与{乙}因琐事争执，登记为{类}，现场劝解。',
    '{甲}报称与{乙}有{类}，双方同意再谈。',
    '网格员上门了解{甲}与{乙}的{类}，暂时平息。',
  ],
  '04': ['{甲}驾车与{乙}相撞，登记为{类}。', '路口发生{类}，{甲}受轻伤送医。'],
  '05': ['{甲}报称此处发生{类}，消防到场。', '发生{类}，已控制，无人员被困。'],
  '06': ['巡查发现{类}，已告知{甲}限期整改。', '走访发现{类}，拍照上报。'],
  '07': ['{甲}反映{类}，已转有关单位办理。', '{甲}来电求助，登记为{类}。'],
  '08': ['{甲}提出{类}，已记录。', '走访时群众反映{类}，汇总上报。'],
  '09': ['多人聚集，登记为{类}，已派人疏导。', '接报{类}，现场秩序平稳。'],
  '90': ['登记为{类}，未出警。', '核实为{类}。'],
}
