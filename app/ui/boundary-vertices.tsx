import { Button, Stack, Text } from '@mantine/core'
import type { Vertex } from '#geo/redrawing/redraw.ts'

/** How corners are moved, and what can be done with the one chosen. */
export const BoundaryVertices = ({
  corner,
  owners,
  onRemove,
}: {
  corner: Vertex | null
  /** The grids that have this corner. */
  owners: readonly string[]
  onRemove: (corner: Vertex) => void
}) => (
  <Stack gap="xs">
    <Text size="sm">
      拖动圆点移动边界；放大后，拖两点之间的小点可以加一个点。相邻网格的公共边界一起动：这边少的就是那边多的。
      也可以用 Tab 选中圆点，方向键移动（按住 Shift 快 10 倍），Delete 去掉。
    </Text>
    <Text size="sm" className="boundary-phone-note">
      在手机上不容易拖准，请到电脑上改边界；合并和改名在手机上就能办。
    </Text>
    {corner && (
      <>
        <Text size="sm" role="status">
          选中的边界点属于：{owners.join('、')}
        </Text>
        <Button variant="default" size="lg" onClick={() => onRemove(corner)}>
          去掉这个边界点
        </Button>
      </>
    )}
  </Stack>
)
