import { describe, expect, it } from '@jest/globals';
import { readClockRules } from '../clock-rules.js';
import { applyChange } from './apply-change.js';
import { addWorkingTime } from './calendar/working-time.js';
import { type ClockKind, type ClockRules, deadlinesFor } from './clocks.js';
import { previewClocks } from './clocks-preview.js';
import {
  concernsClocks,
  followTicket,
  momentOf,
  pauseClock,
  type RunningClock,
  resumeClock,
  startClocks,
  warnOf,
} from './clocks-run.js';
import { moveTicket } from './move-ticket.js';
import { openTicket } from './open-ticket.js';
import type { Applied, Ticket, TicketChange, TicketDraft } from './ticket.js';
import type { TicketState } from './ticket-states.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (text: string): Date => new Date(`${text}+08:00`);
const OPENED = at('2026-11-20T16:00');
const later = (hours: number): Date => new Date(OPENED.getTime() + hours * HOUR);

const RULES = readClockRules();
/** As an operator may set them: people call and answer in business hours. */
const OFFICE = readClockRules({
  JIESU_CLOCK_CONTACT: '2wh,30m,5m',
  JIESU_CLOCK_RESPONSE: '1wd,2h,5m',
  JIESU_CLOCK_RESOLVE: '5wd,10wd',
});

const draft: TicketDraft = {
  conversationId: 'cnv_1',
  channel: 'web',
  customerKey: 'c1',
  type: 'TS',
  category: 'MKT_METER',
  category2: null,
  urgency: 'general',
  urgencyReasons: [],
  flags: [],
  source: 'web',
  issue: '电表走得太快',
  demand: [],
  address: null,
  phone: null,
  accountNo: null,
  person: null,
  occurTime: null,
  amounts: [],
  dedupeKey: 'key',
};
const open = (over: Partial<TicketDraft> = {}, now = OPENED, rules = RULES): Ticket =>
  openTicket({ ...draft, ...over }, { id: 'tkt_1', number: 'TS2611000001', now }, rules);
const clockOf = (clocks: readonly RunningClock[], kind: ClockKind): RunningClock => {
  const clock = clocks.find((one) => one.kind === kind);
  if (!clock) throw new Error(`no clock ${kind}`);
  return clock;
};
const done = (clocks: readonly RunningClock[]): string[] =>
  clocks.filter((clock) => clock.doneAt).map((clock) => clock.kind);

/** A ticket with its clocks, changed step by step as the desk does it. */
class Case {
  constructor(
    public ticket: Ticket,
    private readonly rules: ClockRules = RULES,
    public clocks: readonly RunningClock[] = startClocks(ticket, rules),
  ) {}

  move(to: TicketState, when: Date, reason = 'because'): this {
    const moved = moveTicket(this.ticket, { to, by: 'usr_1', reason }, when, this.rules);
    if (typeof moved === 'string') throw new Error(moved);
    return this.take(moved);
  }

  change(change: Record<string, unknown> & Pick<TicketChange, 'kind'>, when: Date): this {
    const said = { ticketId: this.ticket.id, by: 'customer', ...change } as TicketChange;
    const changed = applyChange(this.ticket, said, when, this.rules);
    if (!changed) throw new Error('refused');
    return this.take(changed);
  }

  private take({ ticket, events }: Applied): this {
    this.clocks = followTicket(this.clocks, this.ticket, ticket, events, this.rules);
    this.ticket = ticket;
    return this;
  }
}

describe('a new ticket', () => {
  it('starts four clocks; the receipt in the dialogue has acknowledged it', () => {
    const clocks = startClocks(open(), RULES);
    expect(clocks.map(({ kind }) => kind)).toEqual(['ack', 'contact', 'response', 'resolve']);
    expect(done(clocks)).toEqual(['ack']);
    expect(clockOf(clocks, 'contact')).toMatchObject({
      dueAt: later(2),
      nextWarningAt: later(1.4),
      working: false,
    });
  });

  it('that came by letter or from an authority has to be acknowledged', () => {
    expect(done(startClocks(open({ source: '12398' }), RULES))).toEqual([]);
  });
});

describe('what fulfils a clock', () => {
  it.each<[TicketState[], ClockKind[]]>([
    [['investigating'], ['ack', 'contact']],
    [
      ['investigating', 'resolving'],
      ['ack', 'contact', 'response'],
    ],
    [
      ['investigating', 'resolving', 'visiting'],
      ['ack', 'contact', 'response', 'resolve'],
    ],
    [['withdrawn'], ['ack', 'contact', 'response', 'resolve']],
  ])('moving to %j', (states, kinds) => {
    const moved = new Case(open({ source: 'letter' }));
    for (const state of states) moved.move(state, later(1));
    expect(done(moved.clocks)).toEqual(kinds);
    expect(moved.clocks.every((clock) => !clock.doneAt || clock.nextWarningAt === null)).toBe(true);
  });

  it('is what a person tells the customer, not what the system or the customer says', () => {
    const told = (by: string): string[] =>
      done(new Case(open()).change({ kind: 'progress', text: '已安排校表', by }, later(1)).clocks);
    expect(told('usr_1')).toEqual(['ack', 'contact', 'response']);
    expect(told('bot')).toEqual(['ack']);
    expect(
      done(
        new Case(open()).change(
          { kind: 'progress', text: '等件', by: 'usr_1', visibility: 'internal' },
          later(1),
        ).clocks,
      ),
    ).toEqual(['ack']);
  });

  it('stays fulfilled when the work goes back for more facts', () => {
    const sent = new Case(open())
      .move('investigating', later(1))
      .move('resolving', later(2))
      .move('investigating', later(3));
    expect(done(sent.clocks)).toEqual(['ack', 'contact', 'response']);
  });

  it('starts again in the next round when the ticket is reopened, by the limits of then', () => {
    const again = new Case(open())
      .move('investigating', later(1))
      .move('resolving', later(2))
      .move('visiting', later(3))
      .change({ kind: 'reopen' }, later(10));
    expect(done(again.clocks)).toEqual(['ack']);
    expect(clockOf(again.clocks, 'contact')).toMatchObject({
      round: 2,
      startedAt: later(10),
      dueAt: again.ticket.contactDeadline,
      warned: 0,
    });
    expect(done(again.move('resolving', later(11)).clocks)).toEqual(['ack', 'contact', 'response']);
  });

  it('is looked at only where a change can concern it', () => {
    const ticket = open();
    const remark = applyChange(
      ticket,
      { ticketId: 't', by: 'usr_1', kind: 'remark', text: 'x' },
      later(1),
      RULES,
    );
    const urge = applyChange(ticket, { ticketId: 't', by: 'customer', kind: 'urge' }, later(1), RULES);
    if (!remark || !urge) throw new Error('refused');
    expect(concernsClocks(ticket, remark.ticket, remark.events)).toBe(false);
    expect(concernsClocks(ticket, urge.ticket, urge.events)).toBe(true);
  });
});

describe('a rise', () => {
  it('brings deadlines and warnings nearer and repeats none', () => {
    const risen = new Case(open());
    const warned = warnOf(clockOf(risen.clocks, 'response'), later(17), RULES);
    expect(warned.levels).toEqual([70]);
    risen.clocks = risen.clocks.map((clock) => (clock.kind === 'response' ? warned.clock : clock));
    risen.change({ kind: 'urge' }, later(17));
    const response = clockOf(risen.clocks, 'response');
    expect(response).toMatchObject({ dueAt: later(19), warned: 70, nextWarningAt: later(17.1) });
    expect(warnOf(response, later(19), RULES).levels).toEqual([90, 100]);
  });

  it('to critical runs around the clock', () => {
    const risen = new Case(open({}, OPENED, OFFICE), OFFICE);
    expect(clockOf(risen.clocks, 'resolve').working).toBe(true);
    risen.change({ kind: 'escalate', reason: '打火', flags: ['safety'] }, later(1));
    expect(risen.clocks.map(({ working }) => working)).toEqual([false, false, false, false]);
    expect(clockOf(risen.clocks, 'response').dueAt).toEqual(later(1 + 5 / 60));
  });
});

describe('a pause', () => {
  it('keeps the time that was left, and the warnings', () => {
    const response = clockOf(startClocks(open(), RULES), 'response');
    const paused = pauseClock(warnOf(response, later(20), RULES).clock, later(20), '客户外出');
    expect(paused).toMatchObject({ nextWarningAt: null, pauseReason: '客户外出' });
    expect(warnOf(paused, later(500), RULES).levels).toEqual([]);
    const resumed = resumeClock(paused, later(68), RULES);
    expect(resumed).toMatchObject({ dueAt: later(24 + 48), pausedAt: null, pauseReason: null, warned: 70 });
    expect(resumed.nextWarningAt).toEqual(later(24 * 0.9 + 48));
  });

  it('in working time gives back working time', () => {
    // Fri 16:00 + 2 h of work = Fri 18:00; paused Fri 17:00 to Mon 10:00 (an hour and a half of Monday and the Friday hour passed).
    const contact = clockOf(startClocks(open({}, OPENED, OFFICE), OFFICE), 'contact');
    expect(contact.dueAt).toEqual(at('2026-11-20T18:00'));
    const resumed = resumeClock(
      pauseClock(contact, at('2026-11-20T17:00'), '等件'),
      at('2026-11-23T10:00'),
      OFFICE,
    );
    expect(resumed.dueAt).toEqual(at('2026-11-23T11:00'));
  });
});

describe('若现在受理', () => {
  it('says when each clock would run out and warn', () => {
    const preview = previewClocks(OFFICE, 'general', at('2026-09-30T17:30'));
    expect(preview).toMatchObject({ inWorkingTime: true, calendarPublished: true });
    expect(preview.clocks.map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
      ['ack', at('2026-09-30T18:00')],
      ['contact', at('2026-10-08T10:00')],
      ['response', at('2026-10-08T18:00')],
      ['resolve', at('2026-10-13T18:00')],
    ]);
    expect(preview.clocks[1]?.warnings).toEqual([
      { percent: 70, at: at('2026-10-08T09:24') },
      { percent: 90, at: at('2026-10-08T09:48') },
      { percent: 100, at: at('2026-10-08T10:00') },
    ]);
  });

  it('is what a ticket then gets, and says where the calendar is not published yet', () => {
    const now = at('2026-12-30T10:00');
    const preview = previewClocks(RULES, 'general', now);
    const ticket = open({}, now);
    expect(preview.clocks.map(({ dueAt }) => dueAt)).toEqual([
      ticket.ackDeadline,
      ticket.contactDeadline,
      ticket.deadline,
      ticket.resolveDeadline,
    ]);
    expect(preview.calendarPublished).toBe(false);
  });
});

describe('two years with a fake clock', () => {
  const HOURS = 731 * 24;
  const openings = Array.from(
    { length: Math.floor(HOURS / 37) },
    (_, index) => new Date(at('2026-01-01T00:00').getTime() + index * 37 * HOUR + (index % 60) * MINUTE),
  );

  it('never promises later than five working days, and inner limits end before outer ones', () => {
    for (const rules of [RULES, OFFICE])
      for (const from of openings) {
        const { contactDeadline, deadline, resolveDeadline } = deadlinesFor(rules, 'general', from);
        expect([contactDeadline <= deadline, deadline <= resolveDeadline]).toEqual([true, true]);
        expect(resolveDeadline <= deadlinesFor(OFFICE, 'general', from).resolveDeadline).toBe(true);
      }
  });

  it('cuts five calendar days short where a worked weekend makes five working days end sooner', () => {
    const { resolveDeadline } = deadlinesFor(RULES, 'general', at('2026-02-09T23:00'));
    expect(resolveDeadline).toEqual(at('2026-02-14T18:00'));
  });

  it('keeps what is critical out of office hours', () => {
    for (const from of openings) {
      const { deadline, contactDeadline } = deadlinesFor(OFFICE, 'critical', from);
      expect([deadline, contactDeadline]).toEqual(Array(2).fill(new Date(from.getTime() + 5 * MINUTE)));
    }
  });

  it.each([
    ['by the wall clock', RULES],
    ['in business hours', OFFICE],
  ])('tells 70, 90 and 100 %% once each %s, under skew of ten minutes and after standstills', (_, rules) => {
    let told = 0;
    openings.forEach((from, index) => {
      for (const started of startClocks(open({ source: 'letter' }, from, rules), rules)) {
        const heard = live(started, rules, index);
        expect(heard.map(({ level }) => level)).toEqual([70, 90, 100]);
        for (const { level, when } of heard)
          expect(when.getTime()).toBeGreaterThanOrEqual(momentOf(started, level, rules).getTime());
        told += heard.length;
      }
    });
    expect(told).toBe(openings.length * 4 * 3);
  });

  /** Sweeps at uneven times by workers that are ten minutes apart; now and then nobody sweeps for hours. */
  function live(started: RunningClock, rules: ClockRules, seed: number): { level: number; when: Date }[] {
    const heard: { level: number; when: Date }[] = [];
    const end = started.dueAt.getTime() + 24 * HOUR;
    let clock = started;
    let step = seed;
    for (let real = started.startedAt.getTime(); real < end; step++) {
      const skew = ((step % 3) - 1) * 10 * MINUTE;
      const now = new Date(real + skew);
      // As the claim in SQL does it.
      if (clock.nextWarningAt && clock.nextWarningAt <= now) {
        const warned = warnOf(clock, now, rules);
        clock = warned.clock;
        heard.push(...warned.levels.map((level) => ({ level, when: now })));
      }
      real += step % 29 === 0 ? 7 * HOUR : (1 + (step % 23)) * MINUTE;
    }
    expect(clock.nextWarningAt).toBeNull();
    return heard;
  }
});

it('adds up: 70 % in business hours is 70 % of the work', () => {
  const contact = clockOf(startClocks(open({}, OPENED, OFFICE), OFFICE), 'contact');
  expect(momentOf(contact, 70, OFFICE)).toEqual(addWorkingTime(OFFICE.calendar, OPENED, 1.4 * HOUR));
});
