/**
 * 事件类别 → 纠纷类型 (GB/T 31000-2015), the longest code that matches; a proposal that the handler
 * may change in the dispute. What is no dispute by kind becomes 99 其他.
 */
const disputeTypeCodes: Readonly<Record<string, string>> = {
  '0201': '0303',
  '0204': '0401',
  '0208': '0203',
  '0301': '0299',
  '0302': '0199',
  '0303': '0804',
  '0304': '0799',
  '0305': '0601',
  '0306': '0402',
  '0307': '0902',
  '0308': '0602',
  '0309': '0502',
  '04': '0503',
  '0901': '0701',
  '0902': '1102',
  '0903': '0402',
}

/** The dispute type proposed for an incident of this category. */
export const disputeTypeOf = (categoryCode: string): string =>
  disputeTypeCodes[categoryCode] ?? disputeTypeCodes[categoryCode.slice(0, 2)] ?? '99'
