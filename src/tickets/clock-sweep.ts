import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { Database, type Tx } from '#app/base/db/database.js';
import { LiveBus } from '#app/base/events/live-bus.js';
import { Logger } from '#app/base/log/logger.js';
import { type Sweep, Sweeper } from '#app/base/outbox/sweeper.js';
import { ClockRepository, type DueClock } from './clock.repository.js';
import { ClockKeeper } from './clock-keeper.js';
import { type RunningClock, warnOf } from './domain/clocks-run.js';
import { audienceOf, type WarningAudience, warningText } from './domain/clocks-words.js';
import type { TicketEvent } from './domain/ticket.js';
import { TicketRepository } from './ticket.repository.js';

const BATCH = 200;

interface Fired {
  readonly clock: RunningClock;
  readonly conversationId: string;
  readonly to: WarningAudience | null;
  readonly events: readonly TicketEvent[];
}

/**
 * Tells people that a ticket's time runs out: a line of the internal timeline, and the conversation's attention.
 * That something is due is a state, not a moment: a restart or a clock that jumps delays a warning, it cannot
 * swallow one. That it was told is written in the same transaction, under the row's lock: it is told once.
 */
@Injectable()
export class ClockSweep implements Sweep, OnModuleInit {
  readonly name = 'ticket clocks';

  constructor(
    private readonly db: Database,
    private readonly clocks: ClockRepository,
    private readonly keeper: ClockKeeper,
    private readonly tickets: TicketRepository,
    private readonly log: Logger,
    @Optional() private readonly live?: LiveBus,
    // Absent where the process is an api only.
    @Optional() private readonly sweeper?: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper?.register(this);
  }

  /** By the database's time, so that a worker whose own clock is wrong warns neither early nor late. */
  async run(): Promise<void> {
    await this.sweep(await this.clocks.now(this.db));
  }

  /** Tells everything that is due at `now`; returns how many warnings were written. */
  async sweep(now: Date): Promise<number> {
    let told = 0;
    for (;;) {
      const batch = await this.db.tx((tx) => this.tellBatch(tx, now));
      told += batch.told;
      if (batch.claimed < BATCH || batch.settled === 0) return told;
    }
  }

  private async tellBatch(tx: Tx, now: Date): Promise<{ claimed: number; settled: number; told: number }> {
    const claimed = await this.clocks.claimDue(tx, now, BATCH);
    if (claimed.length === 0) return { claimed: 0, settled: 0, told: 0 };
    const ids = [...new Set(claimed.map(({ conversationId }) => conversationId))];
    const busy = await this.clocks.busyConversations(tx, ids);
    const free = claimed.filter(({ conversationId }) => !busy.has(conversationId));
    const fired = free.map((due) => this.fire(due, now));
    const events = fired.flatMap((one) => one.events);
    await this.clocks.save(
      tx,
      fired.map(({ clock }) => clock),
    );
    if (events.length > 0) await this.tickets.addEvents(tx, events);
    await this.raise(tx, fired);
    return { claimed: claimed.length, settled: free.length, told: events.length };
  }

  private fire({ clock: before, assignee, conversationId }: DueClock, now: Date): Fired {
    const { clock, levels } = warnOf(before, now, this.keeper.rules);
    const events = levels.map((percent) => warning(clock, percent, assignee, now));
    const last = levels.at(-1);
    return { clock, conversationId, to: last === undefined ? null : audienceOf(last, assignee), events };
  }

  private async raise(tx: Tx, fired: readonly Fired[]): Promise<void> {
    const attention = new Map<string, 'agent' | 'supervisor'>();
    for (const { conversationId, to } of fired)
      if (to && attention.get(conversationId) !== 'supervisor')
        attention.set(conversationId, to === 'supervisor' ? 'supervisor' : 'agent');
    if (attention.size === 0) return;
    await this.clocks.raiseAttention(tx, attention);
    tx.afterCommit(() => {
      this.live?.conversationsChanged(attention.keys());
      this.log.info('ticket clocks warned', { conversations: attention.size });
    });
  }
}

/** Its id says which warning it is: the table itself refuses a second one. */
function warning(clock: RunningClock, percent: number, assignee: string | null, at: Date): TicketEvent {
  const to = audienceOf(percent, assignee);
  return {
    id: `tev_clock_${clock.ticketId}_${clock.kind}_${clock.round}_${percent}`,
    ticketId: clock.ticketId,
    kind: 'clock_warning',
    visibility: 'internal',
    by: 'system',
    text: warningText(clock.kind, percent),
    data: {
      clock: clock.kind,
      percent,
      dueAt: clock.dueAt.toISOString(),
      to,
      ...(to === 'assignee' ? { assignee } : {}),
    },
    at,
  };
}
