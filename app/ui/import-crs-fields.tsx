import { NativeSelect, TextInput } from '@mantine/core'
import { coordinateSystems } from '../domain/incidents.ts'
import { coordinateSystemLabels } from '../domain/labels.ts'

/** What the coordinates are in: a name, what the file declares, or an EPSG number. */
export function ImportCrsFields({
  control,
  declared,
}: {
  control: (name: string) => { id: string; name: string; defaultValue: string; error?: string }
  /** What a file of boundaries declares; null when it declares nothing, undefined for a table. */
  declared: string | null | undefined
}) {
  return (
    <div className="crs-fields">
      <NativeSelect
        {...control('crs')}
        label="坐标系"
        description={
          declared === undefined || declared === null
            ? '必须选对：选错会偏出四五百米，落到别的网格'
            : `文件声明的是 ${declared}；声明也可能是错的，请与数据提供方核对`
        }
      >
        <option value="">请选择</option>
        {coordinateSystems.map((crs) => (
          <option key={crs} value={crs}>
            {coordinateSystemLabels[crs]}
          </option>
        ))}
        {declared && <option value="file">按文件声明（{declared}）</option>}
        <option value="epsg">其他：填 EPSG 编号</option>
      </NativeSelect>
      <TextInput
        className="epsg-field"
        {...control('epsg')}
        label="EPSG 编号"
        description="例如 4527 是 CGCS2000 三度带 39 带"
        inputMode="numeric"
        autoComplete="off"
      />
    </div>
  )
}
