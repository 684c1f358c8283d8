import type { ApiFault } from './api.js';
import { fill, words } from './words.js';

/** A fault in the agent's language: by its code where we know it, else by what kind of fault it is. */
export function faultText(fault: ApiFault): string {
  const known = lookUp(words.faults, fault.code);
  if (known) return fill(known, { n: minutes(fault) });
  if (fault.code === 'accounts.password_weak') {
    return lookUp(words.passwordProblems, String(fault.details.problem)) ?? words.passwordProblems.too_easy;
  }
  if (fault.status === 0) return words.networkFault;
  return fault.status >= 500 ? words.serverFault : fault.message;
}

function lookUp(texts: Readonly<Record<string, string>>, key: string): string | undefined {
  return texts[key];
}

function minutes(fault: ApiFault): number {
  const seconds = Number(fault.details.retryAfterSeconds ?? 0);
  return Math.max(1, Math.ceil(seconds / 60));
}
