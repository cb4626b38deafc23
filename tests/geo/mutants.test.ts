import { expect, test } from 'vitest'
import { survive } from './bad-files/survive.ts'

test('three hundred broken files are told or refused, none of them slowly', {
  timeout: 60_000,
}, () => {
  for (let number = 0; number < 300; number++) expect(survive(number)).toBeLessThan(5_000)
})
