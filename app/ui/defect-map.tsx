import { Component, lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react'
import type { DefectHandling, NumberedDefect } from '../domain/boundary-review.ts'

export interface DefectMapProps {
  outlinesAddress: string
  /** Those of the list beside the map: they carry their numbers. */
  rows: readonly NumberedDefect[]
  /** Everything of the list's kind: its number, how grave it is, lon and lat. */
  spots: readonly (readonly [number, DefectHandling, lon: number, lat: number])[]
  /** The defect to be seen; a new object moves the map again. */
  chosen: { number: number } | null
  onChoose: (number: number) => void
}

const LeafletDefects = lazy(async () => ({
  default: (await import('./defect-map.client.tsx')).LeafletDefects,
}))

/** Where the defects lie; the list beside it says the same without it. */
export function DefectMap(props: DefectMapProps) {
  const isAlive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  if (!isAlive) return null
  return (
    <section className="defect-map" aria-label="问题地图。列表与地图内容相同。">
      <OnFailure>
        <Suspense fallback={<p className="defect-map-note">正在打开地图…</p>}>
          <LeafletDefects {...props} />
        </Suspense>
      </OnFailure>
    </section>
  )
}

/** A chunk that does not arrive must not take the page with it. */
class OnFailure extends Component<{ children: ReactNode }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? (
      <p role="alert" className="defect-map-note">
        地图没有加载出来，请看列表；检查网络后刷新页面可以再试。
      </p>
    ) : (
      this.props.children
    )
  }
}
