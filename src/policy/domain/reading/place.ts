import { clausesOf, plain } from './words.js';

const NUMBER = '(?:[0-9]{1,4}|[零一二三四五六七八九十百]{1,3}|[a-z][0-9]{0,2})';
/** From the coarse to the fine: building or group, staircase, room. */
const LEVELS: readonly RegExp[] = [
  new RegExp(`${NUMBER}(?:号楼|号院|栋|幢|座|号|组|社|队|期|区)`),
  new RegExp(`${NUMBER}(?:单元|门洞|门)`),
  new RegExp(`${NUMBER}(?:室|户|楼|层)|[0-9]{3,4}$`),
];
const STARTS_WITH_NUMBER = new RegExp(
  `^(?:${NUMBER}(?:期|号楼|号院|栋|幢|座|单元|门|号|楼|层|室|组|社|队|户)|[0-9]{3,4}(?:$|室))`,
);

/** A building, staircase or room without the place it is in: 3号楼西边, 2单元501. */
export const isPartOfPlace = (place: string): boolean => STARTS_WITH_NUMBER.test(plain(place).trim());

/**
 * What is known of a place after hearing more: parts complete it, a fuller place takes over from a
 * part, a numbered one from one without a number, and else a second place replaces the first only
 * where the customer corrects.
 */
export function mergePlace(known: string | null, fresh: string | undefined, replace: boolean): string | null {
  if (!known || !fresh) return fresh ?? known;
  if (plain(known).includes(plain(fresh))) return replace && isPartOfPlace(known) ? fresh : known;
  if (!isPartOfPlace(fresh)) return fuller(known, fresh, replace);
  const cut = startOfLevel(known, firstLevel(fresh));
  if (cut === null) return `${known}${fresh}`;
  return replace ? `${known.slice(0, cut)}${fresh}` : known;
}

function fuller(known: string, fresh: string, replace: boolean): string {
  if (plain(fresh).includes(plain(known))) return fresh;
  const numbered = (place: string): boolean => LEVELS.some((level) => level.test(plain(place)));
  if (!isPartOfPlace(known)) return replace || (numbered(fresh) && !numbered(known)) ? fresh : known;
  return numbered(fresh) ? fresh : `${fresh}${known}`;
}

function firstLevel(part: string): number {
  const found = LEVELS.findIndex((level) => (level.exec(plain(part))?.index ?? -1) === 0);
  return found < 0 ? LEVELS.length - 1 : found;
}

/** Where the first part of this level or a finer one begins in a place; null where it has none. */
function startOfLevel(place: string, level: number): number | null {
  const starts = LEVELS.slice(level).flatMap((finer) => finer.exec(plain(place))?.index ?? []);
  return starts.length > 0 ? Math.min(...starts) : null;
}

/** Several places named in one message belong together where a part follows the whole. */
export function joinPlaces(places: readonly string[]): string | undefined {
  return places.reduce<string | null>((whole, place) => mergePlace(whole, place, false), null) ?? undefined;
}

const LEAD_IN =
  /^(?:我们?家?的?(?:地址|位置|地点|住址)|地址|位置|地点|住址|我们?家?(?:就)?(?:住在?|在|是)|这里是|这边是|就在|住在?|在|是)(?:是|在|就在)?[:\uff1a\s]*/;
const PLACE_SIGNS =
  /[路街巷弄村镇乡屯组队社县区市庄湾园苑府厂院桥楼栋幢座室坡沟塘坝站岗湖河里寨营铺集]|学校|校门|校区|门口|路口|街口|村口|对面|后面|前面|旁边|附近|隔壁/;
const NOT_A_PLACE =
  /我要|我就|我想|你们|怎么|什么|为啥|不|没|别|投诉|劝|烦|气死|谁|赶紧|快点|快来|哪|多少|电费|曝光|解决|处理|知道|催|来人|吗|呢|停电|断电|跳闸|坏|修|电压|今天|昨天|小时|分钟|谢|人工|骂|钱|块|领导|举报|吵|响|灯|登记|申请|帮我|赔|退|电表|校表|[吧啊]$/;
const LONGEST = 30;

/** After "where?", a clause that speaks of a place and of nothing else is the place, even where the address grammar does not know it. */
export function readPlace(text: string): string | undefined {
  for (const clause of clausesOf(text)) {
    const place = clause.replace(LEAD_IN, '').trim();
    const folded = plain(place);
    if (
      place.length >= 2 &&
      place.length <= LONGEST &&
      PLACE_SIGNS.test(folded) &&
      !NOT_A_PLACE.test(folded) &&
      !/[0-9]{7}/.test(folded)
    )
      return place;
  }
  return undefined;
}

/** The address found, with what stands beside it in its clause when that is about the place too: 大桥镇 中学东门口. */
export function widenPlace(text: string, found: string): string {
  const clause = clausesOf(text).find((piece) => piece.includes(found));
  const read = clause ? readPlace(clause) : undefined;
  return read?.includes(found) && read.length - found.length <= 10 ? read : found;
}

/** Speaks of a device elsewhere, not of the customer's own place: 3号楼西边那台. */
export const isAboutDevice = (text: string): boolean =>
  /那[台根座杆处条]|变压器|电线?杆|配电|电箱|开关柜/.test(plain(text));
