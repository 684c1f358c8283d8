import { type Sentence, splitSentences } from './clauses.js';
import { hasConcreteMarker } from './facts.js';
import type { Folded } from './fold.js';
import type { Span } from './pattern-pool.js';
import type { Scope, Severity } from './rules.js';

/** A hit as the rewriting sees it: `start` and `end` in the folded text, `rewrite` already filled. */
export interface Replaceable extends Span {
  readonly severity: Severity;
  readonly scope: Scope;
  readonly rewrite: string;
}

interface Patch extends Span {
  readonly hit: Replaceable;
  /** The patch ends a sentence, so its closing punctuation may stay. */
  readonly closes: boolean;
}

const VARIABLE = /\{([^{}]+)\}/g;

/** The first wording whose variables are all known, filled in; the last wording needs none. */
export function chooseRewrite(wordings: readonly string[], vars: Readonly<Record<string, string>>): string {
  for (const wording of wordings) {
    const names = [...wording.matchAll(VARIABLE)].map((match) => match[1] ?? '');
    if (names.every((name) => (vars[name] ?? '') !== '')) {
      return wording.replace(VARIABLE, (_, name: string) => vars[name] ?? '');
    }
  }
  return '';
}

/**
 * Replaces what is wrong and keeps the rest. A clause that is wrong takes its sentence with it, unless the
 * rest of the sentence carries a time or number the customer needs. The same wording is not said twice.
 */
export function applyRewrites(text: string, folded: Folded, hits: readonly Replaceable[]): string {
  if (hits.some((hit) => hit.scope === 'message')) {
    return hits.find((hit) => hit.scope === 'message')?.rewrite ?? text;
  }
  const sentences = splitSentences(folded.text);
  const patches = mergePatches(hits.map((hit) => patchFor(hit, sentences, folded.text)));
  const said = new Set<string>();
  let out = '';
  let at = 0;
  for (const patch of patches) {
    const from = folded.starts[patch.start] ?? text.length;
    const to = folded.ends[patch.end - 1] ?? from;
    out += text.slice(at, from);
    if (!said.has(patch.hit.rewrite)) out += wordingFor(patch);
    if (patch.hit.scope !== 'term') said.add(patch.hit.rewrite);
    at = to;
  }
  return tidy(out + text.slice(at));
}

function patchFor(hit: Replaceable, sentences: readonly Sentence[], folded: string): Patch {
  if (hit.scope === 'term') return { start: hit.start, end: hit.end, hit, closes: false };
  const touched = sentences.filter((sentence) => sentence.start < hit.end && hit.start < sentence.end);
  const first = touched[0];
  const last = touched.at(-1);
  if (!first || !last) return { start: hit.start, end: hit.end, hit, closes: false };
  const clauses = touched
    .flatMap((sentence) => sentence.clauses)
    .filter((clause) => clause.start < hit.end && hit.start < clause.end);
  const start = clauses[0]?.start ?? hit.start;
  const end = clauses.at(-1)?.end ?? hit.end;
  const rest = `${folded.slice(first.start, start)}。${folded.slice(end, last.end)}`;
  return hasConcreteMarker(rest)
    ? { start, end, hit, closes: end === last.clauses.at(-1)?.end }
    : { start: first.start, end: last.end, hit, closes: true };
}

/** Overlapping patches become one, with the wording of the more severe (then the earlier) hit. */
function mergePatches(patches: readonly Patch[]): Patch[] {
  const merged: Patch[] = [];
  for (const patch of [...patches].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (!last || last.end <= patch.start) {
      merged.push(patch);
      continue;
    }
    const stronger = outranks(patch.hit, last.hit) ? patch.hit : last.hit;
    const closing = patch.end >= last.end ? patch.closes : last.closes;
    merged[merged.length - 1] = {
      start: last.start,
      end: Math.max(last.end, patch.end),
      hit: stronger,
      closes: closing,
    };
  }
  return merged;
}

function outranks(a: Replaceable, b: Replaceable): boolean {
  if (a.scope !== b.scope) return b.scope === 'term';
  return a.severity === 'block' && b.severity === 'warn';
}

/** Inside a sentence the wording loses its full stop: the sentence's own punctuation follows. */
function wordingFor(patch: Patch): string {
  if (patch.hit.scope === 'term') return patch.hit.rewrite;
  return patch.closes ? withStop(patch.hit.rewrite) : patch.hit.rewrite.replace(/[。.]$/, '');
}

const withStop = (text: string): string => (/[。！？!?~]$/.test(text) ? text : `${text}。`);

function tidy(text: string): string {
  return text
    .replace(/([。！？；])[，。；,;、]+/g, '$1')
    .replace(/[，,]{2,}/g, '，')
    .replace(/^[\s，。；、,;]+/, '')
    .trim();
}
