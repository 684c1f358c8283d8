import type { Api } from '../base/api.js';
import type { RewrittenPhrase, Suggested } from '../base/api-types.js';
import { Store } from '../base/store.js';

/** As many as conversations that stay in memory. */
const KEPT = 30;
const MOST_PHRASES = 10;

interface Known extends Suggested {
  readonly seq: number;
}

/** What an unsent reply was made from. */
interface Making {
  readonly suggestionId: string | null;
  readonly rewrote: readonly RewrittenPhrase[];
}

const NOTHING: Making = { suggestionId: null, rewrote: [] };

/** The lines that fit now, by conversation; asked again when something was said. */
export class Suggestions {
  readonly state = new Store<ReadonlyMap<string, Known>>(new Map());
  private readonly asked = new Map<string, number>();
  private readonly makings = new Map<string, Making>();

  constructor(private readonly api: Api) {}

  /** Makes sure the suggestions for a conversation at `seq` are there or under way. */
  want(id: string, seq: number): void {
    if (this.asked.get(id) === seq) return;
    this.asked.set(id, seq);
    this.api.suggestions(id).then(
      (suggested) => {
        if (this.asked.get(id) === seq) this.learn(id, { ...suggested, seq });
      },
      // A page without suggestions still works; the next message asks again.
      () => this.asked.delete(id),
    );
  }

  took(id: string, suggestionId: string): void {
    this.makings.set(id, { ...this.makingOf(id), suggestionId });
  }

  rewrote(id: string, phrases: readonly RewrittenPhrase[]): void {
    const making = this.makingOf(id);
    this.makings.set(id, { ...making, rewrote: [...making.rewrote, ...phrases].slice(-MOST_PHRASES) });
  }

  /** How the draft came about, for the server; a new draft begins afterwards. */
  finish(id: string): { suggestionId?: string; rewrote?: readonly RewrittenPhrase[] } {
    const { suggestionId, rewrote } = this.makingOf(id);
    this.makings.delete(id);
    return { ...(suggestionId ? { suggestionId } : {}), ...(rewrote.length > 0 ? { rewrote } : {}) };
  }

  private makingOf(id: string): Making {
    return this.makings.get(id) ?? NOTHING;
  }

  private learn(id: string, known: Known): void {
    const next = new Map(this.state.get());
    next.delete(id);
    next.set(id, known);
    for (const old of next.keys()) if (next.size > KEPT) next.delete(old);
    this.state.set(next);
  }
}
