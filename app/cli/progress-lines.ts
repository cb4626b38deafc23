import type { ImportProgress, ReportProgress } from '../services/imports-progress.server.ts'

const secondsBetween = 3
/** Reading a large file takes about this much of the whole time, writing it the rest. */
const readingShare = 0.4

/**
 * Says how far an import is, one line every few seconds: rows, percent, and about how long it still
 * takes. A file that is imported sooner than that is not spoken of.
 */
export function progressLines(
  say: (line: string) => void,
  seconds: () => number = () => performance.now() / 1000,
): ReportProgress {
  const startedAt = seconds()
  let saidAt = startedAt
  let startedFrom = 0
  return (progress) => {
    const now = seconds()
    const done = wholeShare(progress)
    if (progress.resumedFrom !== undefined) {
      say(`上次没有导完，从第 ${progress.resumedFrom} 行继续`)
      startedFrom = done
    }
    if (now - saidAt < secondsBetween) return
    saidAt = now
    const left = ((now - startedAt) * (1 - done)) / Math.max(done - startedFrom, 0.01)
    const doing = progress.phase === 'reading' ? '已读取' : '正在写入，已写'
    const percent = Math.floor(done * 100)
    say(`${doing} ${progress.records} 行（${percent}%），大约还要 ${timeText(left)}`)
  }
}

const wholeShare = ({ phase, share }: ImportProgress): number =>
  phase === 'reading' ? readingShare * share : readingShare + (1 - readingShare) * share

const timeText = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds))} 秒` : `${Math.round(seconds / 60)} 分钟`
