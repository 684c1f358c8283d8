import { useEffect, useState } from 'react';
import type { Api } from '../base/api.js';
import type { GuardHit, GuardResult } from '../base/api-types.js';
import { stillThere } from './spans.js';

const PAUSE_MS = 150;

export interface Guarded {
  readonly verdict: GuardResult['verdict'];
  readonly hits: readonly GuardHit[];
  /** The whole text, compliant; null when there is none, or not for this text yet. */
  readonly rewritten: string | null;
}

const CLEAN: Guarded = { verdict: 'ok', hits: [], rewritten: null };

/**
 * What the server's guard says of the draft, asked 150 ms after the last key. While an IME composes
 * nothing is asked: half a syllable is no wording. Sending checks again, so a missing answer is no hole.
 */
export function useGuard(api: Api, text: string, conversationId: string, composing: boolean): Guarded {
  const [checked, setChecked] = useState<{ text: string; result: GuardResult } | null>(null);
  useEffect(() => {
    if (composing || text.trim() === '') return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api.checkWording(text, conversationId, stop.signal).then(
        (result) => !stop.signal.aborted && setChecked({ text, result }),
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [api, text, conversationId, composing]);

  if (!checked || text.trim() === '') return CLEAN;
  if (checked.text === text) return checked.result;
  const hits = stillThere(text, checked.result.hits);
  if (hits.length === 0) return CLEAN;
  return { verdict: hits.some((hit) => hit.severity === 'block') ? 'block' : 'warn', hits, rewritten: null };
}
