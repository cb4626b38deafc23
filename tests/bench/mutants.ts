import { survive } from '../geo/bad-files/survive.ts'

/** Two thousand broken files: `npm run bench -- mutants [count]`. */
const count = Number(process.argv[2] ?? 2_000)
let slowest = 0
let slowestNumber = 0
const before = process.memoryUsage().heapUsed
for (let number = 0; number < count; number++) {
  const milliseconds = survive(number)
  if (milliseconds > slowest) {
    slowest = milliseconds
    slowestNumber = number
  }
}
const grown = (process.memoryUsage().heapUsed - before) / 1e6
const peak = process.resourceUsage().maxRSS / 1024
process.stdout.write(
  `${count} mutants, slowest ${slowest.toFixed(0)} ms (number ${slowestNumber}), ` +
    `heap grown by ${grown.toFixed(0)} MB, peak ${peak.toFixed(0)} MB\n`,
)
