const words = (text: string): readonly string[] => text.split(' ')

/** Common surnames, for villages and for persons, who appear as a surname and 某 alone. */
export const surnames: readonly string[] = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶',
  ...'阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文',
]

/** Second halves of village names usual in northern Jiangsu. */
export const villageEndings = words('庄 圩 楼 洼 集 湖 桥 荡 大庄 老庄 小圩 河 岗 园 塘')

/** First halves that are not surnames. */
export const villageWords = words(
  '新河 红旗 友谊 双河 前进 胜利 古井 柳树 桃园 三岔 东风 杨树 新桥 高岗 花园 大桥',
)

/** Urban communities, before 社区. */
export const communityNames = words(
  '幸福 建设 人民 解放 和平 文昌 富康 锦绣 春晖 滨湖 府前 学府 康居 金桥 民康 朝阳 宏源 翠园 明珠 时代 阳光 青年 向阳 惠民 怡园 工农 新盛 清华 凤凰 西湖路',
)

/** Roads for addresses: generic names that exist in most towns. */
export const roadNames = words(
  '人民路 建设路 解放路 青年路 振兴路 富民路 文化路 健康路 工业路 府前街 东大街 西大街 中心路 环城路 迎宾路 朝阳路',
)

/** Big units that get a 专属网格 of their own. */
export const dedicatedUnits = words(
  '实验小学 中学 农贸市场 工业园 人民医院 商业广场 公园 汽车站 物流园 职业学校',
)
