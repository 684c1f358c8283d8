import type { Category } from '#app/base/model/labels.js';
import { textOf } from '../acts/act.js';
import type { OpenCase } from '../dialogue-state.js';
import { demandsIn } from '../reading/demands.js';
import { categoriesMeant, countsTwoMatters, namesTwoMatters } from '../reading/matters.js';
import type { TurnInput } from '../turn.js';

/** A case of this message, with what was said when it was offered. */
export function newCase(turn: TurnInput, type: OpenCase['type']): OpenCase {
  const offered = turn.state.phase === 'offering' ? turn.state.open : null;
  const text = textOf(turn);
  const { category, category2 } = categoriesOf(turn);
  return {
    type,
    startedBy: offered?.startedBy ?? turn.messageId,
    category: type === 'TS' ? (category ?? offered?.category ?? null) : null,
    category2: type === 'TS' ? category2 : null,
    words: [...(offered?.words ?? []), text],
    flags: [...new Set([...(offered?.flags ?? []), ...turn.understanding.flags])],
    demand: type === 'TS' ? demandsOf(turn, category) : [],
  };
}

/**
 * The matter, or the two. Where the classifier knows no better than "other", the second it found or the
 * plain words decide, so that the case does not begin in the wrong house.
 */
function categoriesOf(turn: TurnInput): { category: Category | null; category2: Category | null } {
  const text = textOf(turn);
  const { category, category2 } = turn.understanding;
  const meant = categoriesMeant(text);
  const first =
    category !== null && category !== 'OTHER_UNCLASSIFIED' ? category : (category2 ?? meant[0] ?? category);
  const heard = category2 !== null && category2 !== first && namesTwoMatters(text) ? category2 : null;
  const counted = countsTwoMatters(text) ? (meant.find((other) => other !== first) ?? null) : null;
  return { category: first, category2: heard ?? counted };
}

/** Who claims money has said what they want: what was charged comes back, what was lost is made good. */
function demandsOf(turn: TurnInput, category: Category | null): readonly string[] {
  const named = demandsIn(textOf(turn));
  if (named.length > 0 || !turn.understanding.flags.includes('compensation')) return named;
  return [category?.startsWith('MKT_') ? '退费' : '赔偿'];
}
