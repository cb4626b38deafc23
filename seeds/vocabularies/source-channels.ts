import type { SourceChannel } from '~/domain/incidents.ts'

/** 来源渠道: where a report of an incident came from; the list is the product's own. */
export const sourceChannelTerms: readonly { code: SourceChannel; label: string }[] = [
  { code: 'gridWorker', label: '网格员上报' },
  { code: 'call110', label: '110接警' },
  { code: 'hotline12345', label: '12345热线' },
  { code: 'visit', label: '走访巡查' },
  { code: 'petition', label: '信访转办' },
  { code: 'import', label: '批量导入' },
  { code: 'other', label: '其他' },
]
