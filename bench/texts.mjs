/** What customers of a power company write: 40 kinds, in their own untidy words. Bench load, never training data. */
const KINDS = [
  '你好',
  '在吗',
  '我们小区{n}栋从昨晚八点停电到现在，什么时候能来电？',
  '城东花园{n}栋整栋楼没电了，麻烦派人来看看',
  '{n}楼的空气开关一合就跳，家里灯全灭了',
  '{n}号楼报修两天了没人来，我要投诉',
  '抄表员三个月没来，账单上的{n}度是怎么估出来的？我不认',
  '这个月电费{n}块，比上个月多了一倍，家里根本没人住',
  '营业厅{n}号窗口穿蓝衣服的态度太差，问什么都不理',
  '施工队把{n}号院门口挖开就走了，坑到现在都没填',
  '停电连个短信通知都没有，冰箱里{n}块钱的东西全坏了，谁来赔',
  '{n}栋电压一到晚上就低得不行，空调带不动',
  '查一下我的投诉处理到哪一步了',
  '工单还没人联系我，催一下',
  '再催一次，孩子还要上网课',
  '问题解决了，谢谢你们',
  '不用处理了，撤销吧',
  '转人工',
  '我不想跟机器人说话，叫人来',
  '阶梯电价怎么算的',
  '峰谷电价几点到几点便宜',
  '怎么办理过户，要带什么材料',
  '在哪里交电费，支付宝可以吗',
  '{n}号车位充电桩报装要多久',
  '上门的师傅很负责，特别感谢',
  '建议营业厅周末也开门',
  '户号01234{n}，地址是西湖路{n}号3单元502',
  '电话13800000000，随时可以打',
  '是的，就是这样',
  '不对，是{n}栋不是5栋',
  '嗯嗯好的',
  '算了',
  '水管爆了你们管不管',
  '今天天气怎么样',
  '你们再不处理我就打12398，还要找媒体',
  '欠的{n}块都交了怎么还不送电，急死人了',
  '{n}栋有人偷电，从公用电表上接的线',
  '{n}栋旁边的变压器晚上嗡嗡响，吵得睡不着',
  '补充一下，{n}栋楼下的路灯也不亮',
  '5分，服务不错',
];

/** The `round`-th message of the `visitor`-th visitor: kinds in turn, with a number of the visitor's where a kind has one. */
export const customerText = (visitor, round) =>
  KINDS[(visitor * 7 + round * 11) % KINDS.length].replaceAll('{n}', String(10_000 + (visitor % 90_000)));

/** 500 characters of what an agent might send: sentences a guard has to read to the end. */
export function agentText(index) {
  const sentences = [
    '您好，您反映的停电问题我已经登记，抢修人员正在赶往现场。',
    '预计今天十八点前恢复供电，恢复后我会给您回电确认。',
    '您的工单由城东供电所王工负责，联系电话稍后以短信发送给您。',
    '关于电费的疑问，我们会在两个工作日内到现场核对电表读数，并把核对结果书面告诉您。',
    '给您的生活带来不便，我们非常抱歉，这几天请注意用电安全。',
    '如果您对处理结果有不同意见，可以直接回复本消息，也可以申请复核。',
  ];
  let text = `第${index}号回复。`;
  for (let i = index; text.length < 500; i++) text += sentences[i % sentences.length];
  return text.slice(0, 500);
}
