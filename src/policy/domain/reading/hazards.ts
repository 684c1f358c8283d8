import type { Understanding } from '#app/base/model/understanding.js';
import { mentions, plain } from './words.js';

export type Hazard = 'shock' | 'live_wire' | 'fire' | 'flood' | 'leak' | 'smoke';

/** Something smoked or burnt, now or before. */
export const mentionsSmoke = (text: string): boolean =>
  /冒.{0,4}烟|糊味|焦味|火花|冒火|烧焦/.test(plain(text));

/** Which instruction fits, by what is said to be happening; first match wins, most dangerous first. */
const HAZARDS: readonly (readonly [Hazard, RegExp])[] = [
  ['shock', /触电|电着人|电到人|电倒|被电[了到击晕]|电死|电击/],
  ['live_wire', /断线|线.{0,6}(?:断|掉|垂|耷拉|落地)|(?:断|掉|垂).{0,6}线|倒杆|杆.{0,4}[倒断]/],
  ['fire', /[着起失]火|火苗|火光|烧起来|燃起来|爆炸|炸了/],
  ['flood', /水淹|泡水|泡在水|进水|淹了|积水/],
  ['leak', /麻手|手麻|漏电|发麻|电手|电了我一下|打手/],
  ['smoke', /冒.{0,4}烟|浓烟|黑烟|糊味|焦味|烧焦|烧黑|火花|打火|放炮/],
];

/** The danger a text speaks of, or undefined where the words name none we know. */
export const hazardIn = (text: string): Hazard | undefined =>
  HAZARDS.find(([, words]) => words.test(plain(text)))?.[0];

export const isHazardous = (text: string): boolean => hazardIn(text) !== undefined;

const MEDICAL = [
  '呼吸机',
  '制氧',
  '透析',
  '吸氧',
  '氧气机',
  '心电',
  '监护仪',
  '胰岛素',
  '吸痰',
  '雾化',
  '维生',
];
const OUTAGE = ['停电', '没电', '断电', '跳闸', '不来电', '停了', '没有电'];
const PLANNED = ['明天', '后天', '下周', '计划', '要停电', '会停电', '如果', '万一', '提前'];

/** A medical device at home and the power is off now; a question about a coming outage is none. */
export function isMedicalOutage(
  text: string,
  { intent, flags }: Pick<Understanding, 'intent' | 'flags'>,
): boolean {
  if (!mentions(text, MEDICAL) || !mentions(text, OUTAGE)) return false;
  return !mentions(text, PLANNED) && (flags.includes('vulnerable') || !intent.startsWith('INQ_'));
}

/** The power is spoken of as being off, now or again and again. */
export const speaksOfOutage = (text: string): boolean =>
  /停电|没有?电|断电|电[^,。]{0,4}[停没]|停[^,。]{0,3}电|来电|黑了|跳闸/.test(plain(text));

/** "Is it on again?" and "my house is dark" are two things: this is the second. */
export const isOutNow = (text: string): boolean =>
  /没电|没有电|断电|停电了(?!吗|没|么|嘛)|停电.{0,3}(?:多久|小时|半天|[天夜])|黑了|跳闸|全停了/.test(
    plain(text),
  );
export const isPlannedOutage = (text: string): boolean =>
  mentions(text, [...PLANNED, '几号', '这周', '通知']);
