/** Chinese names of the codes that the server sends (the shipped vocabulary). */
type Names = Readonly<Record<string, string>>;

const INTENTS: Names = {
  EMERGENCY_SAFETY: '紧急安全',
  PERSONAL_DANGER: '人身安全',
  COMPLAINT: '投诉',
  REPAIR: '报修',
  INQ_OUTAGE: '停电咨询',
  INQ_BILL: '电费查询',
  INQ_TARIFF: '电价咨询',
  INQ_BUSINESS: '业务办理',
  INQ_CHANNEL: '网点渠道',
  INQ_SAFETY_TIPS: '用电常识',
  INQ_COMPLAINT_RULE: '投诉规则',
  PROGRESS: '进度查询',
  URGE: '催办',
  SUPPLEMENT: '补充信息',
  CORRECT: '更正',
  AFFIRM: '确认',
  DENY: '否定',
  TRANSFER_HUMAN: '转人工',
  CALLBACK: '约回电',
  DISSATISFIED: '不满意',
  APPEAL: '申诉复核',
  COMPENSATION: '赔偿诉求',
  REPORT: '举报',
  SUGGEST: '建议',
  PRAISE: '表扬',
  WITHDRAW: '撤诉',
  CONFIRM_RESOLVED: '已解决',
  RATE: '评价',
  EMOTION_VENT: '情绪宣泄',
  ABUSE: '辱骂',
  THREAT_ESCALATE: '升级威胁',
  PRIVACY_REQUEST: '个人信息',
  GREETING: '问候',
  THANKS: '感谢',
  GOODBYE: '告别',
  OPT_OUT: '退订',
  UNRELATED: '非电力业务',
  OTHER: '未识别',
};

const CATEGORIES: Names = {
  SVC_ATTITUDE: '服务态度',
  SVC_STANDARD: '服务规范',
  SVC_CHANNEL: '服务渠道与便民',
  SVC_INTEGRITY: '行风廉洁',
  SVC_HANDLING: '投诉处理质量',
  MKT_READING: '抄表质量',
  MKT_FEE: '营业收费',
  MKT_BILL: '电费电价',
  MKT_DUNNING: '催费与停复电',
  MKT_METER: '电能计量',
  MKT_CONNECT: '报装接电',
  OPS_REPAIR: '故障抢修',
  OPS_QUALITY: '供电质量',
  OPS_NOTICE: '停电公告',
  OPS_OUTAGE_EXEC: '停送电执行',
  OPS_DAMAGE: '财产损坏',
  OPS_SAFETY: '安全隐患',
  OPS_WORK: '施工质量',
  OPS_ENV: '环保',
  OPS_GRID: '电网改造',
  PUB_NOTICE: '宣传告知',
  OTHER_UNCLASSIFIED: '待分类',
};

const FLAGS: Names = {
  safety: '涉及安全',
  personal_danger: '人身危险',
  threat_escalate: '升级威胁',
  vulnerable: '特殊人群',
  group: '群体诉求',
  abuse: '辱骂',
  compensation: '索赔',
  privacy: '隐私',
  repeat_contact: '重复来电',
};

const GUARD_CLASSES: Names = {
  RULE_PRESSURE: '规定压人',
  DISMISS_SELF_SERVE: '让客户自己查',
  BUCK_PASSING: '推诿责任',
  PERFUNCTORY: '敷衍套话',
  OVER_PROMISE: '过度承诺',
  NEGATIVE_FRAMING: '否定式表述',
  BLAME_CUSTOMER: '指责客户',
  VAGUE_APOLOGY: '笼统道歉',
  VAGUE_TIME: '模糊时限',
  EXCUSE: '以客观理由推脱',
  RUDE_IMPATIENT: '生硬不耐烦',
  DENIAL_DISBELIEF: '质疑客户',
  UNAUTHORIZED_COMP: '越权赔偿承诺',
  SUPPRESS_COMPLAINT: '阻挠投诉',
  PRIVACY_LEAK: '泄露个人信息',
  JARGON: '术语未解释',
  REPEATED_APOLOGY: '反复道歉无进展',
  TRANSFER_LOOP: '反复转接',
  NO_ANSWER_LOOP: '答非所问重复',
};

const CHANNELS: Names = {
  web: '网页',
  sms: '短信',
  'wechat-oa': '公众号',
  'wecom-kf': '企业微信',
  wechaty: '微信',
};

const EMOTIONS: Names = { calm: '平静', upset: '不满', angry: '激动' };
const ENTITIES: Names = {
  account_no: '户号',
  phone: '电话',
  address: '地址',
  ticket_no: '工单号',
  person: '姓名',
  amount: '金额',
  time: '时间',
};
const SLOTS: Names = {
  address: '地址',
  phone: '联系电话',
  accountNo: '户号',
  person: '姓名',
  occurTime: '发生时间',
  amounts: '金额',
  demand: '诉求',
};
const TICKET_TYPES: Names = {
  TS: '投诉',
  BX: '报修',
  ZX: '咨询',
  JY: '建议',
  JB: '举报',
  BY: '表扬',
  CB: '催办',
  SS: '申诉',
};
const TICKET_STATES: Names = {
  registered: '受理登记',
  investigating: '调查分析',
  resolving: '解决处理',
  visiting: '反馈回访',
  reviewing: '总结改进',
  archived: '已归档',
  withdrawn: '已撤诉',
};
const URGENCIES: Names = { general: '一般', urgent: '紧急', critical: '特急' };

/** Supervisors may add codes of their own; those are shown as they are. */
const named = (names: Names) => (code: string) => names[code] ?? code;

export const intentName = named(INTENTS);
export const categoryName = named(CATEGORIES);
export const flagName = named(FLAGS);
export const guardClassName = named(GUARD_CLASSES);
export const channelName = named(CHANNELS);
export const emotionName = named(EMOTIONS);
export const entityName = named(ENTITIES);
export const slotName = named(SLOTS);
export const ticketTypeName = named(TICKET_TYPES);
export const ticketStateName = named(TICKET_STATES);
export const urgencyName = named(URGENCIES);

/** Agents judge by words, not by 0.91. */
export function confidenceName(confidence: number): string {
  if (confidence >= 0.8) return '把握高';
  return confidence >= 0.5 ? '把握中' : '把握低';
}
