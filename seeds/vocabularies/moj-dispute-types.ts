/** One of the eighteen 纠纷类别 of people's mediation. */
export interface MojDisputeType {
  code: string
  label: string
}

/**
 * 司法部 人民调解 纠纷类别, the 18 of the data set as a provincial judicial system carries it. A later
 * list renumbers from 10 on: never exchange these codes without naming this table.
 */
export const mojDisputeTypes: readonly MojDisputeType[] = [
  { code: '1', label: '婚姻家庭纠纷' },
  { code: '2', label: '邻里纠纷' },
  { code: '3', label: '房屋宅基地纠纷' },
  { code: '4', label: '合同纠纷' },
  { code: '5', label: '生产经营纠纷' },
  { code: '6', label: '损害赔偿纠纷' },
  { code: '7', label: '山林土地纠纷' },
  { code: '8', label: '征地拆迁纠纷' },
  { code: '9', label: '环境污染纠纷' },
  { code: '10', label: '拖欠农民工工资纠纷' },
  { code: '11', label: '其他劳动争议纠纷' },
  { code: '12', label: '旅游纠纷' },
  { code: '13', label: '电子商务纠纷' },
  { code: '14', label: '其他消费纠纷' },
  { code: '15', label: '医疗纠纷' },
  { code: '16', label: '道路交通事故纠纷' },
  { code: '17', label: '物业纠纷' },
  { code: '18', label: '其他纠纷' },
]
