import { Button } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'

export interface PointFields {
  lon: RefObject<HTMLInputElement | null>
  lat: RefObject<HTMLInputElement | null>
  crs: RefObject<HTMLSelectElement | null>
}

type Finding = { state: 'idle' | 'finding' | 'failed' } | { state: 'found'; accuracy: number }

/**
 * 使用当前位置: fills in the fields of the point. There only where the browser gives positions (over
 * HTTPS, with JavaScript), and never needed.
 */
export function PlaceLocator({ fields }: { fields: PointFields }) {
  const [able, setAble] = useState(false)
  const [finding, setFinding] = useState<Finding>({ state: 'idle' })
  useEffect(() => setAble(window.isSecureContext && 'geolocation' in navigator), [])
  if (!able) return null
  const find = () => {
    setFinding({ state: 'finding' })
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) => {
        fill(fields, longitude.toFixed(7), latitude.toFixed(7))
        setFinding({ state: 'found', accuracy })
      },
      () => setFinding({ state: 'failed' }),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }
  const forget = () => {
    fill(fields, '', '')
    setFinding({ state: 'idle' })
  }
  return (
    <div className="locator">
      <Button
        variant="default"
        size="lg"
        fullWidth
        loading={finding.state === 'finding'}
        onClick={find}
      >
        使用当前位置
      </Button>
      <div role="status">
        {finding.state === 'failed' && '没有取得位置，请选网格或村（社区）。'}
        {finding.state === 'found' &&
          `已取得位置，误差约${Math.round(finding.accuracy)}米，保存时按位置确定网格。`}
      </div>
      {finding.state === 'found' && (
        <Button variant="subtle" size="lg" onClick={forget}>
          不用这个位置
        </Button>
      )}
    </div>
  )
}

function fill({ lon, lat, crs }: PointFields, lonText: string, latText: string): void {
  if (lon.current) lon.current.value = lonText
  if (lat.current) lat.current.value = latText
  if (crs.current) crs.current.value = 'wgs84'
}
