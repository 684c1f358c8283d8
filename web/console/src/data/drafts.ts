import { Store } from '../base/store.js';

/** Unsent words by conversation. In memory only: they may hold personal data. */
export class Drafts {
  readonly state = new Store<ReadonlyMap<string, string>>(new Map());

  of(id: string): string {
    return this.state.get().get(id) ?? '';
  }

  write(id: string, text: string): void {
    if (this.of(id) === text) return;
    const next = new Map(this.state.get());
    if (text) next.set(id, text);
    else next.delete(id);
    this.state.set(next);
  }

  /** Puts refused words back, before what was written since. */
  giveBack(id: string, text: string): void {
    const since = this.of(id);
    this.write(id, since ? `${text}\n${since}` : text);
  }
}
