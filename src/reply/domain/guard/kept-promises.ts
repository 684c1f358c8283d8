import type { GuardContext, Turn } from './guard-context.js';
import type { HistoryFinding } from './history-finding.js';
import { type Act, promisesIn } from './promises.js';

/** Somebody else steps in, or what was promised has happened: then a new time is no empty word. */
const MOVED_ON =
  /主管|升级|班长|经理|值班长|换人|接手|补救|道歉[^。]{0,10}没(?:有)?(?:做到|按时)|没(?:有)?(?:做到|按时)|晚了|延误|改约|已经?(?:到场|到达|修好|送电|恢复|办好|解决|回电|联系上)/;
const BEFORE = 2;

/**
 * A third promise of the same act after two that were not kept: another time alone is not believed any more.
 * With `limits.now` and the turns' times a promise counts once its moment has passed; without, when its time differs.
 * @param turns folded, oldest first
 */
export function promisedInVain(
  folded: string,
  turns: readonly Turn[],
  { limits }: GuardContext,
): HistoryFinding | null {
  if (MOVED_ON.test(folded)) return null;
  const made = promisesIn(folded, limits?.now ?? 0);
  for (const promise of made) {
    const earlier = turns
      .filter(({ by, text }) => by === 'us' && !MOVED_ON.test(text))
      .flatMap(({ text, at }) =>
        promisesIn(text, at ?? 0).map((other) => ({ ...other, dated: at !== undefined })),
      )
      .filter(
        ({ act, words, at, dated }) =>
          act === promise.act && (limits && dated ? at < limits.now : words !== promise.words),
      );
    if (new Set(earlier.map(({ words }) => words)).size >= BEFORE) return finding(promise.act);
  }
  return null;
}

const ACTS: Readonly<Record<Act, string>> = { answer: '答复', repair: '修复', arrival: '到场' };

const finding = (act: Act): HistoryFinding => ({
  class: 'REPEATED_PROMISE',
  severity: 'warn',
  why: `同样的${ACTS[act]}时间已经承诺过两次都没有做到，再报一个时间客户不会信；请先说明原因、换人负责或升级主管`,
  rewrite: [
    '前两次说的时间我们没有做到，这是我们的问题；现在由{owner}接手，{deadline}前给您结果，中间有变化我先告诉您。',
    '前两次说的时间我们没有做到，这是我们的问题；我把它交给值班主管盯着办，每走一步都告诉您。',
  ],
});
