import { randomId } from '../../../shared/random-id.js';
import { type Api, faultOf } from '../base/api.js';
import type { Detail, Making, Message, Summary } from '../base/api-types.js';
import { Store } from '../base/store.js';
import {
  hasPending,
  newThread,
  type OutgoingReply,
  readAfter,
  type Thread,
  withEntries,
  withoutReply,
  withReply,
} from './thread-state.js';

/** How many conversations stay in memory, so that going back to one shows it at once. */
const KEPT = 30;
/** The record's page; a full one means there is more. */
const PAGE = 500;
/** While a delivery is open its state is asked for again, in case no event tells. */
const ASK_DELIVERY_MS = [1_500, 3_000, 6_000, 12_000];

/** The conversations that were opened, and the replies on their way out. */
export class Threads {
  readonly state = new Store<ReadonlyMap<string, Thread>>(new Map());
  private readonly reading = new Map<string, { again: boolean }>();
  private readonly sending = new Map<string, Promise<void>>();
  private readonly asking = new Map<string, number>();
  private current: string | null = null;

  constructor(
    private readonly api: Api,
    private readonly onSummary: (summary: Summary) => void,
    /** The guard refused a reply: its words go back to the agent, and checking them again shows why. */
    private readonly onRefused: (id: string, text: string) => void,
  ) {}

  /** Shows a conversation: what is remembered at once, what is new as soon as it is read. */
  open(id: string | null): void {
    this.current = id;
    if (id === null) return;
    const known = this.state.get().get(id);
    const next = new Map(this.state.get());
    next.delete(id);
    next.set(id, known ?? newThread(id));
    for (const old of next.keys()) if (next.size > KEPT) next.delete(old);
    this.state.set(next);
    void this.refresh(id);
  }

  /** Something happened in a conversation; only the one on screen needs to know at once. */
  onChanged(id: string): void {
    if (id === this.current) void this.refresh(id);
  }

  refreshCurrent(): void {
    if (this.current !== null) void this.refresh(this.current);
  }

  /** Reads what is new. One reader per conversation: asking meanwhile causes exactly one more round. */
  async refresh(id: string): Promise<void> {
    const running = this.reading.get(id);
    if (running) {
      running.again = true;
      return;
    }
    const round = { again: true };
    this.reading.set(id, round);
    while (round.again) {
      round.again = false;
      await this.read(id);
    }
    this.reading.delete(id);
  }

  async takeOver(id: string, force: boolean): Promise<void> {
    const { conversation } = await this.api.takeOver(id, force);
    this.learn(id, conversation);
  }

  async handBack(id: string): Promise<void> {
    const { conversation } = await this.api.handBack(id);
    this.learn(id, conversation);
  }

  /** Paints the reply at once and sends it after those before it. `reason` overrides the guard's block. */
  reply(id: string, text: string, reason: string | null, making: Making = {}): void {
    const thread = this.state.get().get(id);
    if (!thread) return;
    const outgoing: OutgoingReply = {
      clientId: randomId(),
      text,
      ...making,
      ...(reason ? { override: { reason } } : {}),
      state: 'sending',
      fault: null,
      after: thread.messages.at(-1)?.seq ?? 0,
    };
    this.change(id, (old) => ({ ...old, outgoing: [...old.outgoing, outgoing] }));
    this.enqueue(id, outgoing);
  }

  retry(id: string, reply: OutgoingReply): void {
    this.change(id, (old) => withReply(old, reply.clientId, { state: 'sending', fault: null }));
    this.enqueue(id, reply);
  }

  discard(id: string, clientId: string): void {
    this.change(id, (old) => withoutReply(old, clientId));
  }

  private enqueue(id: string, reply: OutgoingReply): void {
    const before = this.sending.get(id) ?? Promise.resolve();
    this.sending.set(
      id,
      before.then(() => this.deliver(id, reply)),
    );
  }

  private async deliver(
    id: string,
    { clientId, text, suggestionId, rewrote, override }: OutgoingReply,
  ): Promise<void> {
    try {
      await this.api.send(id, {
        clientId,
        text,
        ...(suggestionId ? { suggestionId } : {}),
        ...(rewrote ? { rewrote } : {}),
        ...(override ? { override } : {}),
      });
      await this.refresh(id);
    } catch (error) {
      const fault = faultOf(error);
      if (fault.code === 'reply.blocked') {
        this.discard(id, clientId);
        this.onRefused(id, text);
      } else {
        this.change(id, (old) => withReply(old, clientId, { state: 'failed', fault }));
      }
    }
  }

  private async read(id: string): Promise<void> {
    try {
      const [{ conversation }, fresh] = await Promise.all([this.api.conversation(id), this.entries(id)]);
      this.change(id, (old) => ({ ...withEntries(old, fresh), status: 'ready', fault: null }));
      this.learn(id, conversation);
      this.askForDelivery(id);
    } catch (error) {
      const fault = faultOf(error);
      this.change(id, (old) => ({ ...old, fault, status: old.status === 'ready' ? 'ready' : 'failed' }));
    }
  }

  private async entries(id: string): Promise<readonly Message[]> {
    const all: Message[] = [];
    let after = readAfter(this.state.get().get(id)?.messages ?? []);
    for (;;) {
      const { messages } = await this.api.messages(id, after);
      all.push(...messages);
      if (messages.length < PAGE) return all;
      after = messages.at(-1)?.seq ?? after;
    }
  }

  private askForDelivery(id: string): void {
    const thread = this.state.get().get(id);
    const asked = this.asking.get(id) ?? 0;
    const wait = ASK_DELIVERY_MS[asked];
    if (!thread || !hasPending(thread.messages)) {
      this.asking.delete(id);
    } else if (wait !== undefined) {
      this.asking.set(id, asked + 1);
      setTimeout(() => void this.refresh(id), wait);
    }
  }

  private learn(id: string, detail: Detail): void {
    this.change(id, (old) => ({ ...old, detail }));
    this.onSummary(detail);
  }

  private change(id: string, how: (old: Thread) => Thread): void {
    const old = this.state.get().get(id);
    if (old) this.state.set(new Map(this.state.get()).set(id, how(old)));
  }
}
