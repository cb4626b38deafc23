import { Stack, Text, Title } from '@mantine/core'
import { type MendKind, type MendOffer, mendKinds, mendLabels } from '../domain/boundary-mends.ts'
import { areaText } from './boundary-words.ts'
import { SubmitButton } from './form.tsx'

const explanations: Record<MendKind, string> = {
  axes: '把写反的两个数对调，网格回到本来的位置；形状不变。',
  datum: '把整体偏移的网格挪回与相邻边界对齐的位置。',
  spikes: '去掉细长的尖刺，其余边界不动。',
  borders: '相邻两格各画一遍的边界，以代码小的那一条为准，另一格跟着它。',
  overlaps: '细小的重叠归代码小的网格，与统计时的归法相同；大块的不动，要人来定。',
  gaps: '细小的空隙归共同边界最长的网格；大块的不动，可能是水面。',
}

/** What can be mended, each to be ticked; sent with the fields by the form that `form` names. */
export function MendChoices({
  form,
  offers,
  chosen,
}: {
  form: string
  offers: readonly MendOffer[]
  chosen: readonly MendKind[]
}) {
  const listed = mendKinds.filter(
    (mend) => chosen.includes(mend) || offers.some((offer) => offer.mend === mend),
  )
  if (listed.length === 0) return null
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="mends">
      <Title order={2} id="mends">
        可以代为修正的
      </Title>
      <Text size="sm">
        不勾选的一律不动。勾选后预览，先看修正前后的图和每个网格动了多少，再决定是否发布。
      </Text>
      <fieldset className="mend-choices">
        <legend className="visually-hidden">要修正的问题</legend>
        {listed.map((mend) => {
          const offer = offers.find((offer) => offer.mend === mend)
          return (
            <label key={mend} className="choice-row">
              <input
                type="checkbox"
                name={`mends.${mend}`}
                form={form}
                defaultChecked={chosen.includes(mend)}
              />
              <span>
                {mendLabels[mend]}
                {offer && <b>（{sizeText(offer)}）</b>}
                <small>{explanations[mend]}</small>
              </span>
            </label>
          )
        })}
      </fieldset>
      <div>
        <SubmitButton name="act" value="preview" form={form} variant="outline">
          {chosen.length > 0 ? '按勾选的重新预览' : '预览修正'}
        </SubmitButton>
      </div>
    </Stack>
  )
}

const sizeText = ({ places, areaM2 }: MendOffer): string =>
  areaM2 < 1 ? `${places} 处` : `${places} 处，约 ${areaText(areaM2)}`
