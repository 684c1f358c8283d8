/**
 * Traditional forms of the characters our word lists use, so that one list reads both scripts. Only
 * for looking words up: what is stored and shown stays as the customer wrote it.
 */
const PAIRS =
  '沒没對对錯错確确認认記记這这樣样訴诉處处書书說说賠赔償偿補补費费錢钱還还釋释講讲樓楼號号棟栋單单門门區区縣县鎮镇鄉乡莊庄灣湾園园電电線线觸触斷断桿杆變变壓压煙烟燒烧進进積积發发訂订話话機机幾几點点來来們们裡里裏里邊边後后隊队組组煩烦氣气誰谁為为麼么嗎吗讓让緊紧見见員员態态聲声響响價价賬账帳账據据證证報报復复師师離离遠远請请謝谢當当時时間间無无應应該该寫写給给從从經经決决滿满評评級级監监護护儀仪製制島岛醫医療疗備备車车廠厂橋桥場场東东學学頭头戶户碼码別别動动開开關关過过兩两搶抢換换個个視视網网專专業业結结覆复題题';
const SIMPLE = new Map<string, string>();
for (let i = 0; i + 1 < PAIRS.length; i += 2) SIMPLE.set(PAIRS.charAt(i), PAIRS.charAt(i + 1));
const TRADITIONAL = new RegExp(`[${[...SIMPLE.keys()].join('')}]`, 'g');

/** A turn asks for the same few texts again and again. */
const REMEMBERED = 64;
const folded = new Map<string, string>();

/** Width, case and script folded away. */
export function plain(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const read = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(TRADITIONAL, (char) => SIMPLE.get(char) ?? char);
  if (folded.size >= REMEMBERED) folded.clear();
  folded.set(text, read);
  return read;
}

/** Also without spaces and punctuation: what was said, however it was typed. */
export function squeezed(text: string): string {
  return plain(text).replace(/[\s\p{P}\p{S}]/gu, '');
}

/** True where the text uses one of the words (given in simplified script and lower case). */
export function mentions(text: string, words: readonly string[]): boolean {
  const folded = plain(text);
  return words.some((word) => folded.includes(word));
}

const CLAUSE_END = /(?:[,;!?\n\uff0c\u3002\uff1b\uff01\uff1f\u3001\u2026]|\.(?![0-9]))+/;

/** Pieces between punctuation of either width, as written, without empty ones. A space does not divide. */
export function clausesOf(text: string): readonly string[] {
  return text
    .split(CLAUSE_END)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}
