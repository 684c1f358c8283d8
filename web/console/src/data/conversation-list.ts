import { type Api, type ApiFault, faultOf } from '../base/api.js';
import type { Summary, Tab } from '../base/api-types.js';
import { Store } from '../base/store.js';
import { freshIds, type Slot, slotsOf } from './list-order.js';

/** Changes that come close together are shown together: a list that twitches cannot be read. */
const SETTLE_MS = 400;

export interface ListState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly fault: ApiFault | null;
  readonly tab: Tab;
  readonly byId: ReadonlyMap<string, Summary>;
  /** The order on screen. Rows change in place; the order changes only when nobody is aiming at it. */
  readonly slots: readonly Slot[];
  /** Waiting conversations that the order on screen does not show yet. */
  readonly fresh: readonly string[];
}

const EMPTY: ListState = {
  status: 'loading',
  fault: null,
  tab: 'all',
  byId: new Map(),
  slots: [],
  fresh: [],
};

/** The conversations of all agents, kept up to date by patches of single rows. */
export class ConversationList {
  readonly state = new Store<ListState>(EMPTY);
  private busy = false;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: Api,
    private readonly me: string,
  ) {}

  /** The highest position seen: what came after it is asked for on reconnecting. */
  get position(): number {
    let highest = 0;
    for (const { position } of this.state.get().byId.values()) highest = Math.max(highest, position);
    return highest;
  }

  async load(tab: Tab = 'all'): Promise<void> {
    try {
      const { conversations } = await this.api.conversations(tab);
      this.learn(conversations);
      this.change({ status: 'ready', fault: null });
      if (!this.busy) this.reorder();
    } catch (error) {
      const { status } = this.state.get();
      this.change({ status: status === 'ready' ? 'ready' : 'failed', fault: faultOf(error) });
    }
  }

  async show(tab: Tab): Promise<void> {
    this.change({ tab });
    this.reorder();
    await this.load(tab);
  }

  /** A row as the server has it now. Old news (a slow answer behind a quick frame) are dropped. */
  patch(summary: Summary): void {
    if (this.learn([summary])) this.settle();
  }

  /** The pointer or the keyboard is in the list: rows must stay where they are. */
  hold(busy: boolean): void {
    this.busy = busy;
    if (!busy) this.settle();
  }

  /** Puts every row where it belongs now. */
  reorder(): void {
    clearTimeout(this.settling);
    this.settling = undefined;
    this.change({ slots: this.wanted(), fresh: [] });
  }

  private settle(): void {
    this.settling ??= setTimeout(() => {
      this.settling = undefined;
      if (this.busy) this.change({ fresh: freshIds(this.state.get().slots, this.wanted()) });
      else this.reorder();
    }, SETTLE_MS);
  }

  private wanted(): readonly Slot[] {
    const { byId, tab } = this.state.get();
    return slotsOf(byId.values(), tab, this.me);
  }

  private learn(summaries: readonly Summary[]): boolean {
    const byId = new Map(this.state.get().byId);
    const news = summaries.filter((summary) => (byId.get(summary.id)?.lastSeq ?? -1) <= summary.lastSeq);
    for (const summary of news) byId.set(summary.id, summary);
    if (news.length > 0) this.change({ byId });
    return news.length > 0;
  }

  private change(change: Partial<ListState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}
