import { Alert } from '@mantine/core'
import { Component, lazy, type ReactNode, Suspense } from 'react'
import type { DrawnGrid, Vertex } from '#geo/redrawing/redraw.ts'
import type { GridLook } from './boundary-look.ts'

export interface BoundaryMapProps {
  grids: readonly DrawnGrid[]
  /** What is written on a grid. */
  wordsOf: (code: string) => string
  lookOf: (code: string) => GridLook
  /** Brought into sight whenever the list changes. */
  inSight: readonly string[]
  /** The grid whose corners can be dragged. */
  cornersOf: DrawnGrid | undefined
  chosenCorner: Vertex | null
  /** The line being drawn; null when none is. */
  line: readonly Vertex[] | null
  onPick: (code: string) => void
  onLine: (line: Vertex[]) => void
  onMove: (from: Vertex, to: Vertex) => void
  onInsert: (between: readonly [Vertex, Vertex], at: Vertex) => void
  onChoose: (corner: Vertex | null) => void
  onRemove: (corner: Vertex) => void
  /** Gives a way to ask for the middle of what is in sight. */
  onCentre: (centre: () => Vertex) => void
}

const LeafletBoundaries = lazy(async () => ({
  default: (await import('./boundary-map.client.tsx')).LeafletBoundaries,
}))

/** The map to redraw on; where it does not come, the lists beside it still work. */
export const BoundaryMap = (props: BoundaryMapProps) => (
  <section
    className="boundary-map"
    aria-label="边界地图。合并、改名可以不用地图，在旁边的表单里办。"
  >
    <OnFailure>
      <Suspense fallback={<p className="boundary-map-note">正在打开地图…</p>}>
        <LeafletBoundaries {...props} />
      </Suspense>
    </OnFailure>
  </section>
)

class OnFailure extends Component<{ children: ReactNode }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    return this.state.hasFailed ? (
      <Alert color="red" role="alert" title="地图没有加载出来">
        请检查网络后刷新页面；已做的改动还在这个窗口里。
      </Alert>
    ) : (
      this.props.children
    )
  }
}
