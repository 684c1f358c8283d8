import type { Understanding } from '#app/base/model/understanding.js';
import type { PortraitCode } from './suits.js';

/** How this customer wants to be talked to, and what says so (in Chinese, for the agent). */
export interface Portrait {
  readonly code: PortraitCode;
  readonly signs: readonly string[];
}

interface Message {
  readonly text: string;
  readonly understanding: Understanding | null;
}

interface Sign {
  readonly code: PortraitCode;
  readonly weight: number;
  readonly name: string;
}

const REASONED = /依据|标准|怎么算|算法|数据|证据|书面|条款|第.条|凭什么|对比|明细|为什么|检测|校验/;
const EXACT = /[0-9]{2,}|[一二三四五六七八九十两百千]+(?:度|块|元|伏|次|天|小时|个月)/;
const LOUD = /[!！]{2,}|[?？]{2,}|[!！][?？]/;

/**
 * Seed 003 names 理智型, 情绪型 and 高关注度. Judged from the emotions of all messages, threats, repeated
 * contacts and the wording; a customer of whom nothing is known yet is talked to rationally.
 * @param urges how often this ticket was urged before
 */
export function portraitOf(messages: readonly Message[], urges = 0): Portrait {
  const signs = [...messages.flatMap(signsOf), ...(urges > 0 ? [urged(urges)] : [])];
  const sums = new Map<PortraitCode, number>();
  for (const { code, weight } of signs) sums.set(code, (sums.get(code) ?? 0) + weight);
  // In the order of what it costs to overlook it.
  const order: readonly PortraitCode[] = ['attentive', 'emotional', 'rational'];
  const code = order.reduce((best, next) => ((sums.get(next) ?? 0) > (sums.get(best) ?? 0) ? next : best));
  const chosen = (sums.get(code) ?? 0) > 0 ? code : 'rational';
  const names = signs.filter((sign) => sign.code === chosen).map((sign) => sign.name);
  return { code: chosen, signs: [...new Set(names)].slice(0, 3) };
}

const urged = (times: number): Sign => ({ code: 'attentive', weight: 2 * times, name: `催过${times}次` });

function signsOf({ text, understanding }: Message): Sign[] {
  const signs: Sign[] = [];
  const add = (code: PortraitCode, weight: number, name: string) => signs.push({ code, weight, name });
  if (understanding?.emotion === 'angry') add('emotional', 2, '话里很激动');
  if (understanding?.emotion === 'upset') add('emotional', 1, '话里有不满');
  if (understanding?.flags.includes('abuse')) add('emotional', 2, '有骂人的话');
  if (LOUD.test(text)) add('emotional', 1, '连用感叹号、问号');
  if (understanding?.intent === 'EMOTION_VENT') add('emotional', 1, '在倾诉情绪');
  if (understanding?.flags.includes('threat_escalate')) add('attentive', 3, '提到要向上反映或曝光');
  if (understanding?.flags.includes('repeat_contact')) add('attentive', 2, '为同一件事反复联系');
  if (understanding?.intent === 'URGE') add('attentive', 2, '在催办');
  if (understanding?.intent === 'PROGRESS') add('attentive', 1, '关心进度');
  if (understanding?.flags.includes('group')) add('attentive', 1, '代表多户');
  if (REASONED.test(text)) add('rational', 2, '要依据、要说明');
  if (EXACT.test(text) && understanding?.emotion !== 'angry') add('rational', 1, '说得出具体数字');
  if (understanding?.emotion === 'calm' && text.length > 20) add('rational', 1, '条理清楚');
  return signs;
}
