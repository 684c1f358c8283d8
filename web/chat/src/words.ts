import english from './words.en.json?url&no-inline';

/** The source dictionary; every other language must have the same keys. */
const zh = {
  title: '供电服务在线客服',
  robot: '智能客服',
  seat: '人工客服',
  you: '我',
  statusBot: '智能客服为您服务',
  statusQueue: '正在转接人工客服',
  statusSeat: '人工客服为您服务',
  statusSeatNamed: '人工客服 {name} 为您服务',
  statusConnecting: '正在连接…',
  greeting: '您好，我是供电服务助手。停电、电费、投诉、办事进度，直接告诉我就行。',
  danger: '遇到电线落地、冒火、漏电：请先远离，不要触碰，再把位置告诉我。',
  dangerTitle: '安全第一',
  quickTitle: '您可能想问',
  quickOutage: '家里停电了',
  quickBill: '电费不对',
  quickComplain: '我要投诉',
  quickProgress: '查进度',
  quickHuman: '转人工',
  log: '对话内容',
  placeholder: '请描述您的问题',
  composer: '输入消息',
  send: '发送',
  image: '发送图片',
  imageAlt: '图片',
  imageLoading: '图片加载中',
  imageBroken: '图片无法显示',
  sending: '发送中',
  sent: '已送达',
  failed: '发送失败',
  retry: '重试',
  tooLong: '还可输入 {n} 字',
  overLong: '超出 {n} 字，请删减或分两次发送',
  imageTooLarge: '图片超过 10 MB，请换一张小一点的。',
  imageWrongType: '只能发送 PNG、JPEG 或 WebP 图片。',
  offline: '网络不稳，正在重连。您发的消息会在恢复后自动送出。',
  newMessages: '{n} 条新消息',
  toLatest: '回到最新消息',
  typing: '正在输入',
  today: '今天',
  yesterday: '昨天',
  queued: '正在为您转接人工客服，您说过的内容已同步，请稍候。',
  takenOver: '人工客服已接入',
  takenOverNamed: '人工客服 {name} 已接入',
  handedBack: '人工服务已结束，由智能客服继续为您服务。',
  copyNumber: '复制编号 {number}',
  copied: '已复制',
  unsupported: '[暂不支持显示的消息]',
  voice: '[语音]',
  location: '[位置]',
  privacy: '对话会被记录，仅用于处理您的诉求。',
  language: 'English',
};
export type Words = { readonly [Key in keyof typeof zh]: string };

export type Language = 'zh' | 'en';

/** Chinese unless the address says `?lang=en`: a browser set to English is no wish for English. */
export const language: Language = /[?&]lang=en\b/.test(location.search) ? 'en' : 'zh';
/** The dictionary in use; see `loadWords`. */
export let words: Words = zh;

/**
 * Fetches the other dictionary where it is wanted; few customers do, so it is no part of the page.
 * By fetch, since the bundler's code around `import()` is larger than the words.
 */
export async function loadWords(): Promise<void> {
  if (language !== 'en') return;
  const response = await fetch(english);
  if (response.ok) words = { ...zh, ...(await response.json()) };
}

/** Puts `values` into `{name}` places. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
