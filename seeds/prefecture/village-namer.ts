import { communityNames, surnames, villageEndings, villageWords } from '../places/village-names.ts'
import type { Random } from '../random.ts'

/** Names for the villages of one township, none twice: 某某社区 in town, 某某村 outside. */
export function villageNamer(random: Random): (urban: boolean) => string {
  const taken = new Set<string>()
  return (urban) => {
    for (;;) {
      const name = urban ? communityName(random) : villageName(random)
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}

const communityName = (random: Random): string =>
  random.chance(0.75)
    ? `${random.pick(communityNames)}社区`
    : `${random.pick(surnames)}${random.pick(villageEndings)}社区`

const villageName = (random: Random): string =>
  random.chance(0.15)
    ? `${random.pick(villageWords)}村`
    : `${random.pick(surnames)}${random.pick(villageEndings)}村`
