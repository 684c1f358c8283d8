import type { Guard } from '../guard/check.js';
import { fillScript, type Script, variablesOf } from './script-book.js';

export const VARIABLE_TYPES = ['text', 'number', 'time', 'ticket', 'customer'] as const;

/** What a script may speak of: a kind of fact, where it comes from, and samples to try wordings with. */
export interface ScriptVariable {
  readonly type: (typeof VARIABLE_TYPES)[number];
  /** For people, in Chinese. */
  readonly source: string;
  readonly sample: string;
  /** Further samples: the shortest, the longest, the odd one. */
  readonly samples?: readonly string[];
}
export type ScriptVariables = Readonly<Record<string, ScriptVariable>>;

/** Short message parts cost money by 67 characters; one reply shall fit into two (reference: channels §3). */
export const MOST_SMS = 134;
/** Put before every short message that does not begin with one. */
export const SMS_SIGNATURE = '【供电】';

export type WordingFault =
  | { readonly kind: 'unknown_variable'; readonly names: readonly string[] }
  | { readonly kind: 'too_long_for_sms'; readonly length: number; readonly sample: string }
  | {
      readonly kind: 'guard';
      readonly class: string;
      /** What stands in the sample, and the sample. */
      readonly text: string;
      readonly why: string;
      readonly sample: string;
    };

/**
 * The first thing that is wrong with a wording, or null. Every sample of every variable is filled in at
 * least once, and each filled text must pass the guard.
 */
export function faultOfWording(
  script: Script,
  variables: ScriptVariables,
  guard: Pick<Guard, 'check'>,
): WordingFault | null {
  const names = variablesOf(script.text).filter((name) => variables[name] === undefined);
  if (names.length > 0) return { kind: 'unknown_variable', names };
  for (const sample of filledSamples(script, variables)) {
    const length = smsLength(sample);
    if (script.channel === 'sms' && length > MOST_SMS) return { kind: 'too_long_for_sms', length, sample };
    const { verdict, hits } = guard.check(sample);
    const hit = hits[0];
    if (verdict !== 'ok' && hit)
      return { kind: 'guard', class: hit.class, text: hit.text, why: hit.why, sample };
  }
  return null;
}

/** Characters of a short message, signature included. */
export const smsLength = (text: string): number =>
  text.length + (text.startsWith('【') ? 0 : SMS_SIGNATURE.length);

/** The wording with the first sample of each variable, then with the second of those that have one, ... */
export function filledSamples(script: Script, variables: ScriptVariables): readonly string[] {
  const names = variablesOf(script.text);
  const rounds = Math.max(1, ...names.map((name) => samplesOf(variables[name]).length));
  return Array.from({ length: rounds }, (_, round) => {
    const values = names.map((name) => {
      const samples = samplesOf(variables[name]);
      return [name, samples[Math.min(round, samples.length - 1)] ?? name] as const;
    });
    const filled = fillScript(script, Object.fromEntries(values));
    return filled.ok ? filled.value : script.text;
  });
}

const samplesOf = (variable: ScriptVariable | undefined): readonly string[] =>
  variable ? [variable.sample, ...(variable.samples ?? [])] : [];

/** For people: what is wrong, in one sentence. */
export function describeFault(fault: WordingFault): string {
  switch (fault.kind) {
    case 'unknown_variable':
      return `uses ${fault.names.join(', ')}, which _variables.yaml does not declare`;
    case 'too_long_for_sms':
      return `an SMS has at most ${MOST_SMS} characters, signature included; this one has ${fault.length}`;
    case 'guard':
      return `the guard finds ${fault.class} in “${fault.text}” of “${fault.sample}”`;
  }
}
