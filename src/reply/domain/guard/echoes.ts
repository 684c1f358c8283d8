import { fold } from './fold.js';
import type { FoldTable } from './fold-table.js';
import type { Span } from './pattern-pool.js';

/** 窗口说“规定就是这样”：words of somebody else, named as such. 我跟您说“……” is our own. */
const REPORTED =
  /(?<![跟和对给向同与])(?:您|你|窗口|师傅|同事|工作人员|员工|他|她|客服|对方|前台|抄表员|坐席|营业员)[^。！？!?“”"「」]{0,8}(?:说|讲|回复|回答|答|告诉您|告诉你)[^。！？!?“"「]{0,6}[“"「]([^”"」]{1,60})[”"」]/g;

/** Words between quotation marks that the text ascribes to the customer or to a colleague. */
export const reportedSpeech = (text: string): string[] =>
  [...text.matchAll(REPORTED)].map((match) => match[1] ?? '').filter((words) => words !== '');

/** Where the given words stand in the folded text. */
export function echoSpans(folded: string, table: FoldTable, echoes: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const echo of echoes) {
    const words = fold(echo, table).text;
    if (words === '') continue;
    for (let at = folded.indexOf(words); at >= 0; at = folded.indexOf(words, at + words.length)) {
      spans.push({ start: at, end: at + words.length });
    }
  }
  return spans;
}
