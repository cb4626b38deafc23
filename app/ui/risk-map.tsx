import { Alert, Button } from '@mantine/core'
import { Component, lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react'
import type { MapDetail } from '../domain/map-detail.ts'

export interface RiskMapProps {
  /** Without the detail, which is asked for as the map is zoomed. */
  outlinesAddress: string
  firstDetail: MapDetail
  labelsAddress: string
  /** One letter per grid in the order of the outlines. */
  colouring: string
  /** Changes with the area to be seen. */
  areaKey: string
  tiandituKey: string | null
  onOpen: (code: string) => void
}

const LeafletMap = lazy(async () => ({
  default: (await import('./risk-map.client.tsx')).LeafletMap,
}))

/** The map, once the page has come alive; until then, and when it fails, a line of text. */
export function RiskMap(props: RiskMapProps) {
  const isAlive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  const [attempt, setAttempt] = useState(0)
  const [hasFailed, setFailed] = useState(false)
  const fail = () => setFailed(true)
  const retry = () => {
    setFailed(false)
    setAttempt(attempt + 1)
  }
  return (
    <section className="risk-map" aria-label="地图。列表与地图内容相同，用键盘或读屏请看列表。">
      {hasFailed ? (
        <Alert color="red" role="alert" title="地图没有加载出来">
          请检查网络后重试；列表不受影响。
          <Button mt="xs" size="lg" variant="default" display="block" onClick={retry}>
            重试
          </Button>
        </Alert>
      ) : isAlive ? (
        <OnFailure key={attempt} onFailure={fail}>
          <Suspense fallback={<Waiting />}>
            <LeafletMap {...props} onFailure={fail} />
          </Suspense>
        </OnFailure>
      ) : (
        <Waiting />
      )}
    </section>
  )
}

const Waiting = () => <p className="risk-map-note">正在打开地图…</p>

/** A chunk that does not arrive must not take the page with it. */
class OnFailure extends Component<{ onFailure: () => void; children: ReactNode }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidCatch() {
    this.props.onFailure()
  }

  override render() {
    return this.state.hasFailed ? null : this.props.children
  }
}
