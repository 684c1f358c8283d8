/** The five-step method of seed 003 (受理登记, 调查分析, 解决处理, 反馈回访, 总结改进) and the two ends. */
export const TICKET_STATES = [
  'registered',
  'investigating',
  'resolving',
  'visiting',
  'reviewing',
  'archived',
  'withdrawn',
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export const STATE_NAMES: Readonly<Record<TicketState, string>> = {
  registered: '受理登记',
  investigating: '调查分析',
  resolving: '解决处理',
  visiting: '反馈回访',
  reviewing: '总结改进',
  archived: '已归档',
  withdrawn: '已撤诉',
};

/** advance = the ordinary way; return = sent back for more facts; the other two are the customer's doing. */
export type TransitionVia = 'advance' | 'return' | 'reopen' | 'withdraw';

export interface Machine {
  readonly initial: string;
  readonly finals: readonly string[];
  readonly states: readonly string[];
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly via: string }[];
}

interface TicketTransition {
  readonly from: TicketState;
  readonly to: TicketState;
  readonly via: TransitionVia;
}

const TRANSITIONS: readonly TicketTransition[] = [
  { from: 'registered', to: 'investigating', via: 'advance' },
  { from: 'investigating', to: 'resolving', via: 'advance' },
  { from: 'resolving', to: 'visiting', via: 'advance' },
  { from: 'visiting', to: 'reviewing', via: 'advance' },
  { from: 'reviewing', to: 'archived', via: 'advance' },
  { from: 'resolving', to: 'investigating', via: 'return' },
  { from: 'visiting', to: 'investigating', via: 'reopen' },
  { from: 'reviewing', to: 'investigating', via: 'reopen' },
  { from: 'archived', to: 'investigating', via: 'reopen' },
  { from: 'withdrawn', to: 'investigating', via: 'reopen' },
  { from: 'registered', to: 'withdrawn', via: 'withdraw' },
  { from: 'investigating', to: 'withdrawn', via: 'withdraw' },
  { from: 'resolving', to: 'withdrawn', via: 'withdraw' },
  { from: 'visiting', to: 'withdrawn', via: 'withdraw' },
];

export const TICKET_MACHINE = {
  initial: 'registered',
  finals: ['archived', 'withdrawn'],
  states: TICKET_STATES,
  transitions: TRANSITIONS,
} as const satisfies Machine;

export const isClosed = (state: TicketState): boolean => state === 'archived' || state === 'withdrawn';

/** How one may get from a state to another, or null where the machine knows no such way. */
export function transitionVia(from: TicketState, to: TicketState): TransitionVia | null {
  return TRANSITIONS.find((way) => way.from === from && way.to === to)?.via ?? null;
}

/** The states a seat may move a ticket to, for the buttons of a page. */
export function nextStates(from: TicketState): readonly TicketState[] {
  return TRANSITIONS.filter((way) => way.from === from).map((way) => way.to);
}

/**
 * Throws one Error that lists every fault: an unnamed, unreachable or doubled state, a doubled way,
 * a state from which no end can be reached. Called when the module is loaded, so that a wrong table stops the start.
 */
export function validateMachine(machine: Machine = TICKET_MACHINE): void {
  const faults = [...namingFaults(machine), ...reachFaults(machine)];
  if (faults.length > 0) throw new Error(`ticket state machine: ${faults.join('; ')}`);
}

function namingFaults({ initial, finals, states, transitions }: Machine): string[] {
  const known = new Set(states);
  const named = [initial, ...finals, ...transitions.flatMap(({ from, to }) => [from, to])];
  const missing = [...new Set(named)].filter((state) => !known.has(state));
  const ways = transitions.map(({ from, to }) => `${from} -> ${to}`);
  return [
    ...missing.map((state) => `state ${state} is missing`),
    ...repeated(states).map((state) => `state ${state} is listed twice`),
    ...repeated(ways).map((way) => `${way} is listed twice`),
    ...transitions.filter(({ from, to }) => from === to).map(({ from }) => `${from} leads to itself`),
  ];
}

function reachFaults({ initial, finals, states, transitions }: Machine): string[] {
  const reached = closure([initial], (state) =>
    transitions.filter((way) => way.from === state).map((w) => w.to),
  );
  const ending = closure(finals, (state) => transitions.filter((way) => way.to === state).map((w) => w.from));
  return [
    ...states.filter((state) => !reached.has(state)).map((state) => `state ${state} is unreachable`),
    ...states.filter((state) => !ending.has(state)).map((state) => `state ${state} leads to no end`),
  ];
}

function closure(seeds: readonly string[], next: (state: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>(seeds);
  for (const state of seen) for (const other of next(state)) seen.add(other);
  return seen;
}

const repeated = (items: readonly string[]): string[] => [
  ...new Set(items.filter((item, index) => items.indexOf(item) !== index)),
];
