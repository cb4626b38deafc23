/** 案件来源: the ministry's codes 1 to 7, and two additions in use (直接申请, 网上申请). */
export const disputeSourceCodes = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
export type DisputeSourceCode = (typeof disputeSourceCodes)[number]

export const isDisputeSourceCode = (code: string): code is DisputeSourceCode =>
  disputeSourceCodes.some((known) => known === code)
