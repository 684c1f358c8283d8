import { describe, expect, it } from '@jest/globals';
import type { Category, EntityType, TicketType, Urgency } from '#app/base/model/labels.js';
import type { ChannelId, Content, Holder } from '#app/base/model/message.js';
import type { Understanding } from '#app/base/model/understanding.js';
import { isQuestion } from './acts/sayable.js';
import { decideTurn } from './decide.js';
import { type DialogueState, INITIAL_STATE, type Slots } from './dialogue-state.js';
import { slotsOf } from './slots.js';
import type { Effect, NoteTicket, OpenTicket, TicketView, TurnInput } from './turn.js';

/** The stage of the dialogue specs. It is a spec itself so that it stays out of the build. */

type Reading = Partial<Omit<Understanding, 'entities'>> & {
  /** Entities by type, as they stand in the text; the value of a number is its digits. */
  readonly has?: Partial<Readonly<Record<EntityType, string | readonly string[]>>>;
};

/** An understanding written by hand. */
function understood(text: string, { has = {}, ...given }: Reading = {}): Understanding {
  const entities = Object.entries(has).flatMap(([type, texts]) =>
    [texts].flat().map((part) => {
      const start = text.indexOf(part);
      if (start < 0) throw new Error(`${part} is not in ${text}`);
      return { type: type as EntityType, text: part, start, end: start + part.length, value: part };
    }),
  );
  return {
    intent: 'OTHER',
    confidence: 0.9,
    category: null,
    category2: null,
    flags: [],
    emotion: 'calm',
    decision: 'accept',
    alternatives: [],
    ...given,
    entities,
  };
}

const NOON = new Date('2026-11-20T04:00:00Z');

const ticketView = (more: Partial<TicketView> = {}): TicketView => ({
  id: `tkt_${more.number ?? 'TS2611000001'}`,
  number: 'TS2611000001',
  type: 'TS',
  category: 'OPS_QUALITY',
  urgency: 'general',
  stepName: '受理登记',
  active: true,
  owner: '生产计划部 值班员',
  phone: '13800000001',
  hasAddress: true,
  urgeCount: 0,
  deadline: new Date(NOON.getTime() + 7_200_000),
  ...more,
});

function turnOf(text: string, reading: Reading = {}, more: Partial<TurnInput> = {}): TurnInput {
  return {
    messageId: 'msg_1',
    content: { kind: 'text', text },
    understanding: understood(text, reading),
    state: INITIAL_STATE,
    holder: 'bot',
    channel: 'web',
    channelPhone: null,
    tickets: [],
    named: [],
    now: NOON,
    ...more,
  };
}

const stateOf = (more: Partial<DialogueState>): DialogueState => ({ ...INITIAL_STATE, ...more });
const slots = (more: Partial<Slots>): Slots => ({ ...INITIAL_STATE.slots, ...more });
const spoken = (says: readonly { readonly stage: string; readonly key?: string }[]): string[] =>
  says.map(({ stage, key }) => `${stage}/${key}`);

/** What the desk would keep of a ticket; just enough of it for a dialogue. */
interface DeskTicket {
  readonly view: TicketView;
  readonly opened: OpenTicket;
  readonly slots: Slots;
  readonly notes: readonly NoteTicket[];
  readonly state: 'open' | 'withdrawn' | 'reopened';
}

interface Heard {
  readonly act: string;
  readonly said: readonly string[];
  readonly vars: Readonly<Record<string, string>>;
  readonly effects: readonly Effect[];
  readonly attention: string | undefined;
  readonly choices: readonly string[];
}

interface Setting {
  readonly channel?: ChannelId;
  readonly channelPhone?: string;
  readonly named?: readonly TicketView[];
  readonly tickets?: readonly TicketView[];
  readonly state?: Partial<DialogueState>;
}

/** A conversation that keeps state, tickets and clock between turns, as the policy room does around `decideTurn`. */
class Dialogue {
  readonly tickets: DeskTicket[] = [];
  readonly transcript: string[] = [];
  state: DialogueState;
  holder: Holder = 'bot';
  transferReason: string | undefined;
  private now = NOON.getTime();
  private messages = 0;

  constructor(private readonly setting: Setting = {}) {
    this.state = stateOf(setting.state ?? {});
    for (const view of setting.tickets ?? []) this.tickets.push(seeded(view));
  }

  after(minutes: number): this {
    this.now += minutes * 60_000;
    return this;
  }

  says(text: string, reading: Reading = {}): Heard {
    return this.hear({ kind: 'text', text }, understood(text, reading));
  }

  sends(content: Content): Heard {
    return this.hear(content, understood(''));
  }

  only(type: TicketType): DeskTicket {
    const found = this.tickets.filter(({ view }) => view.type === type);
    const [ticket] = found;
    if (!ticket || found.length > 1) throw new Error(`${found.length} tickets of type ${type}`);
    return ticket;
  }

  private hear(content: Content, understanding: Understanding): Heard {
    this.messages += 1;
    const decision = decideTurn(this.input(content, understanding));
    expect(decision.says.filter(isQuestion).length).toBeLessThanOrEqual(1);
    expect(decision.says.length > 0 || decision.silence !== undefined).toBe(true);
    this.state = decision.state;
    for (const effect of decision.effects) this.apply(effect, understanding);
    if (decision.toQueue !== undefined && this.holder === 'bot') {
      this.holder = 'queue';
      this.transferReason = decision.toQueue;
    }
    const said = spoken(decision.says);
    this.transcript.push(...said);
    return {
      act: decision.act,
      said,
      vars: Object.assign({}, ...decision.says.map(({ vars }) => vars ?? {})),
      effects: decision.effects,
      attention: decision.attention,
      choices: (decision.choices ?? []).map(({ label }) => label),
    };
  }

  private input(content: Content, understanding: Understanding): TurnInput {
    const { channel = 'web', channelPhone = null, named = [] } = this.setting;
    const numbers = [
      ...understanding.entities.filter(({ type }) => type === 'ticket_no').map(({ value }) => value),
      this.state.verifying,
      ...this.state.verified,
    ];
    return {
      messageId: `msg_${this.messages}`,
      content,
      understanding,
      state: this.state,
      holder: this.holder,
      channel,
      channelPhone,
      tickets: this.tickets.map(({ view }) => view).reverse(),
      named: named.filter(
        ({ number, phone }) => numbers.includes(number) || (channelPhone !== null && phone === channelPhone),
      ),
      now: new Date(this.now),
    };
  }

  private apply(effect: Effect, understanding: Understanding): void {
    if (effect.kind === 'open') this.open(effect);
    else if (effect.ticket !== 'opened') this.note(effect, effect.ticket.number, understanding);
  }

  private open(effect: OpenTicket): void {
    if (this.tickets.some(({ opened }) => opened.dedupeKey === effect.dedupeKey)) return;
    const number = `${effect.type}26110000${String(this.tickets.length + 1).padStart(2, '0')}`;
    const { slots: known } = this.state;
    const phone = known.phone ?? this.setting.channelPhone ?? null;
    const view = ticketView({
      id: `tkt_${number}`,
      number,
      type: effect.type,
      category: effect.category,
      urgency: effect.urgency ?? (effect.type === 'BX' ? 'urgent' : 'general'),
      phone,
      hasAddress: known.address !== null,
    });
    this.tickets.push({ view, opened: effect, slots: { ...known, phone }, notes: [], state: 'open' });
  }

  private note(effect: NoteTicket, number: string, understanding: Understanding): void {
    const at = this.tickets.findIndex(({ view }) => view.number === number);
    const ticket = this.tickets[at];
    if (!ticket) return;
    this.tickets[at] = noted(ticket, effect, this.state.slots, slotsOf(understanding));
  }
}

const LEVELS: readonly Urgency[] = ['general', 'urgent', 'critical'];
const higher = (urgency: Urgency): Urgency => LEVELS[LEVELS.indexOf(urgency) + 1] ?? 'critical';

/** As the tickets room does it: the first urge and each escalation raise a level, a withdrawal closes. */
function noted(ticket: DeskTicket, effect: NoteTicket, known: Slots, fresh: Partial<Slots>): DeskTicket {
  const { view } = ticket;
  const notes = [...ticket.notes, effect];
  switch (effect.note) {
    case 'urge':
      return {
        ...ticket,
        notes,
        view: {
          ...view,
          urgeCount: view.urgeCount + 1,
          urgency: view.urgeCount === 0 && view.urgency === 'general' ? 'urgent' : view.urgency,
        },
      };
    case 'escalate':
      return {
        ...ticket,
        notes,
        view: { ...view, urgency: effect.flags?.includes('safety') ? 'critical' : higher(view.urgency) },
      };
    case 'withdraw':
      return { ...ticket, notes, state: 'withdrawn', view: { ...view, active: false } };
    case 'reopen':
      return {
        ...ticket,
        notes,
        state: 'reopened',
        view: { ...view, active: true, resolved: false, urgency: higher(view.urgency) },
      };
    case 'supplement':
      return filled({ ...ticket, notes }, known);
    case 'correct':
      return { ...filled({ ...ticket, notes }, known), slots: { ...ticket.slots, ...fresh } };
    default:
      return { ...ticket, notes };
  }
}

const filled = (ticket: DeskTicket, known: Slots): DeskTicket => ({
  ...ticket,
  slots: {
    ...ticket.slots,
    address: ticket.slots.address ?? known.address,
    phone: ticket.slots.phone ?? known.phone,
  },
  view: { ...ticket.view, hasAddress: ticket.view.hasAddress || known.address !== null },
});

const seeded = (view: TicketView): DeskTicket => ({
  view,
  opened: {
    kind: 'open',
    type: view.type,
    category: view.category,
    category2: null,
    flags: [],
    issue: '',
    demand: [],
    dedupeKey: view.number,
    parent: null,
  },
  slots: slots({ phone: view.phone, address: view.hasAddress ? '望江路1号' : null }),
  notes: [],
  state: 'open',
});

const notesOf = (ticket: DeskTicket): string[] => ticket.notes.map(({ note }) => note);
const categoryOf = (ticket: DeskTicket): Category | null => ticket.opened.category;

const isRunItself = expect.getState().testPath?.endsWith('simulator.spec.ts') === true;

if (isRunItself) {
  describe('the simulator', () => {
    it('keeps state and tickets between turns', () => {
      const talk = new Dialogue();
      talk.says('家里没电了,和平里5号', { intent: 'REPAIR', has: { address: '和平里5号' } });
      expect(talk.only('BX').slots.address).toBe('和平里5号');
      expect(talk.says('到哪了', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/no_eta']);
    });

    it('refuses entities that are not in the text', () => {
      expect(() => understood('停电了', { has: { address: '和平里' } })).toThrow('和平里');
    });
  });
}

export {
  categoryOf,
  type DeskTicket,
  Dialogue,
  type Heard,
  NOON,
  notesOf,
  type Reading,
  slots,
  spoken,
  stateOf,
  ticketView,
  turnOf,
  understood,
};
