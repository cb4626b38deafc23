/** 邻里纠纷：其他 for a type that says nothing without its class. */
export const disputeTypeText = (label: string, classLabel: string | null): string =>
  label === '其他' && classLabel !== null ? `${classLabel}：其他` : label
