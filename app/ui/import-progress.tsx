import { useEffect, useState } from 'react'

export interface ShownProgress {
  phase: 'reading' | 'writing'
  records: number
  share: number
}

/** How far an import has come: a bar and the same in words. */
export const ProgressBar = ({ progress }: { progress: ShownProgress }) => (
  <p className="import-progress">
    <progress value={progress.share} max={1} aria-label="导入进度" />
    <span>{progressText(progress)}</span>
  </p>
)

const progressText = ({ phase, records, share }: ShownProgress): string =>
  `${phase === 'reading' ? '正在读取和定位' : '正在写入'}：${records.toLocaleString('zh-CN')} 条，${Math.floor(share * 100)}%`

const askedEvery = 1000

/** Asks the server how far it is, as long as the answer to a form is awaited. */
export function WaitingProgress({ address }: { address: string }) {
  const [progress, setProgress] = useState<ShownProgress | null>(null)
  useEffect(() => {
    const leaving = new AbortController()
    const ask = async () => {
      const answer = await fetch(address, { signal: leaving.signal })
      if (answer.ok) setProgress((await answer.json()) as ShownProgress | null)
    }
    // A lost answer is asked for again a second later.
    const timer = setInterval(() => void ask().catch(() => {}), askedEvery)
    return () => {
      clearInterval(timer)
      leaving.abort()
    }
  }, [address])
  return (
    <div role="status">
      {progress ? (
        <ProgressBar progress={progress} />
      ) : (
        <p>正在处理，数据较多时需要一两分钟，请不要关闭页面。</p>
      )}
    </div>
  )
}
