/** Digits as they are read out or written on forms: 幺三八, 三二〇一, 壹贰叁; 洞 拐 勾 are 0 7 9 on the radio. */
const SPOKEN: Readonly<Record<string, string>> = {
  零: '0',
  洞: '0',
  一: '1',
  幺: '1',
  壹: '1',
  二: '2',
  两: '2',
  贰: '2',
  三: '3',
  叁: '3',
  四: '4',
  肆: '4',
  五: '5',
  伍: '5',
  六: '6',
  陆: '6',
  七: '7',
  柒: '7',
  拐: '7',
  八: '8',
  捌: '8',
  九: '9',
  玖: '9',
  勾: '9',
};
const RUN =
  /[零一二三四五六七八九幺][ -]{0,2}(?:[零洞一幺壹二两贰三叁四肆五伍六陆七柒拐八捌九勾玖\d][ -]{0,2}){6,}/g;
const HINT =
  /[零一二三四五六七八九幺][ -]?[零洞一幺二两三四五六七八九拐勾\d][ -]?[零洞一幺二两三四五六七八九拐勾\d][ -]?[零洞一幺二两三四五六七八九拐勾\d]/;

/**
 * The text with every run of seven or more spoken digits written as digits; same length, same offsets.
 * Shorter runs stay: they are words (一一, 三五) or amounts.
 */
export function spellOutDigits(folded: string): string {
  if (!HINT.test(folded)) return folded;
  return folded.replace(RUN, (run) => run.replace(/[^\d -]/g, (sign) => SPOKEN[sign] ?? sign));
}
