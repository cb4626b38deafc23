import { Alert, Button, NativeSelect, Stack, TextInput, Title } from '@mantine/core'
import type { Day } from '../domain/day.ts'

/** 合并 by a plain form, and how to do the rest, where the page has no scripts. */
export const BoundaryMergeForm = ({
  on,
  mark,
  grids,
}: {
  on: Day
  mark: string
  grids: readonly { code: string; name: string }[]
}) => (
  <Stack>
    <Alert color="blue" title="这个浏览器没有开启 JavaScript">
      划分和改边界要在地图上画，这里做不了；可以点“导出边界”，在 QGIS
      等软件里改好，再导入。合并网格用下面的表单。
    </Alert>
    <form method="post" className="card">
      <Stack>
        <Title order={2}>合并网格</Title>
        <input type="hidden" name="act" value="merge" />
        <input type="hidden" name="on" value={on} />
        <input type="hidden" name="mark" value={mark} />
        <fieldset className="boundary-choices">
          <legend>要合并的网格（两个以上，要有公共边界）</legend>
          <div className="boundary-list">
            {grids.map(({ code, name }) => (
              <label key={code}>
                <input type="checkbox" name="codes" value={code} />
                {name}（{code}）
              </label>
            ))}
          </div>
        </fieldset>
        <NativeSelect name="keep" label="保留哪个代码">
          {grids.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}（{code}）
            </option>
          ))}
        </NativeSelect>
        <TextInput name="name" label="合并后的名称（不填不变）" maxLength={100} />
        <Button type="submit" size="lg">
          试算（还不会生效）
        </Button>
      </Stack>
    </form>
  </Stack>
)
