import { PHASES, type Phase } from './dialogue-state.js';
import { TRIGGERS, type Trigger } from './triggers.js';

/** What the bot can do in a turn. One pure function each, in `acts/`. */
export const ACTS = [
  'rescue',
  'protectPatient',
  'careForPerson',
  'stayQuiet',
  'transfer',
  'stopMessages',
  'resumeMessages',
  'noteRepeat',
  'takeFile',
  'verifyOwner',
  'startCase',
  'startRepair',
  'startReport',
  'acceptOffer',
  'declineOffer',
  'fillCase',
  'correctCase',
  'confirmCase',
  'completeFacts',
  'tellProgress',
  'urge',
  'supplement',
  'askWithdraw',
  'withdraw',
  'keepTicket',
  'noteResolved',
  'reopen',
  'appeal',
  'acceptThreat',
  'rate',
  'calm',
  'calmAbuse',
  'arrangeCall',
  'answerPrivacy',
  'takeOpinion',
  'answerInquiry',
  'explainCompensation',
  'repeatReceipt',
  'greet',
  'thank',
  'bye',
  'pointElsewhere',
  'chooseMatter',
  'clarify',
] as const;
export type Act = (typeof ACTS)[number];

type Row = Readonly<Partial<Record<Trigger, Act>>>;

export interface DialogueMachine {
  /** Answers that hold wherever the dialogue is, unless its phase says otherwise. */
  readonly anywhere: Readonly<Record<Trigger, Act>>;
  /** Where a phase reads a message in its own way (domain flow, steps 5-8, 18-20). */
  readonly inPhase: Readonly<Record<Phase, Row>>;
  /** Phases an act may leave the dialogue in; what else it returned would be a fault. `same` = where it was. */
  readonly leadsTo: Readonly<Record<Act, readonly (Phase | 'same')[]>>;
}

const ANYWHERE: DialogueMachine['anywhere'] = {
  danger: 'rescue',
  vulnerable: 'protectPatient',
  person_danger: 'careForPerson',
  human: 'transfer',
  opt_out: 'stopMessages',
  opt_in: 'resumeMessages',
  repeat: 'noteRepeat',
  non_text: 'takeFile',
  verify_answer: 'verifyOwner',
  yes: 'repeatReceipt',
  no: 'clarify',
  fill: 'supplement',
  correct: 'supplement',
  complaint: 'startCase',
  repair: 'startRepair',
  report: 'startReport',
  compensation_again: 'explainCompensation',
  progress: 'tellProgress',
  urge: 'urge',
  supplement: 'supplement',
  withdraw: 'askWithdraw',
  keep: 'keepTicket',
  resolved: 'noteResolved',
  dissatisfied: 'reopen',
  appeal: 'appeal',
  threat: 'acceptThreat',
  rate: 'clarify',
  vent: 'calm',
  abuse: 'calmAbuse',
  callback: 'arrangeCall',
  privacy: 'answerPrivacy',
  opinion: 'takeOpinion',
  inquiry: 'answerInquiry',
  greeting: 'greet',
  thanks: 'thank',
  goodbye: 'bye',
  unrelated: 'pointElsewhere',
  unsure: 'chooseMatter',
  unknown: 'clarify',
};

/** Whoever may be about to harm somebody is left to people; new danger and a call for a human are heard. */
const HEARD_IN_DANGER: readonly Trigger[] = ['danger', 'person_danger', 'human'];
const IN_DANGER: Row = Object.fromEntries(
  TRIGGERS.filter((trigger) => !HEARD_IN_DANGER.includes(trigger)).map((trigger) => [trigger, 'stayQuiet']),
);

export const DIALOGUE_MACHINE: DialogueMachine = {
  anywhere: ANYWHERE,
  inPhase: {
    idle: {},
    offering: { yes: 'acceptOffer', fill: 'acceptOffer', no: 'declineOffer' },
    collecting: { yes: 'fillCase', no: 'fillCase', fill: 'fillCase', correct: 'correctCase' },
    confirming: { yes: 'confirmCase', no: 'correctCase', fill: 'fillCase', correct: 'correctCase' },
    completing: { fill: 'completeFacts' },
    withdrawing: { yes: 'withdraw', no: 'keepTicket' },
    verifying: {},
    rating: { rate: 'rate' },
    danger: IN_DANGER,
  },
  leadsTo: {
    rescue: ['idle', 'completing', 'danger'],
    protectPatient: ['idle', 'completing'],
    careForPerson: ['danger'],
    stayQuiet: ['danger'],
    transfer: ['same'],
    stopMessages: ['same'],
    resumeMessages: ['same'],
    noteRepeat: ['same'],
    takeFile: ['same', 'collecting', 'confirming', 'completing', 'idle'],
    verifyOwner: ['idle'],
    startCase: ['collecting', 'confirming', 'completing', 'idle'],
    startRepair: ['collecting', 'completing', 'idle'],
    startReport: ['collecting', 'idle'],
    acceptOffer: ['collecting', 'confirming', 'completing', 'idle'],
    declineOffer: ['idle'],
    fillCase: ['collecting', 'confirming', 'completing', 'idle'],
    correctCase: ['collecting', 'confirming', 'completing', 'idle'],
    confirmCase: ['collecting', 'completing', 'idle'],
    completeFacts: ['idle', 'completing'],
    tellProgress: ['same', 'idle', 'verifying', 'completing', 'collecting'],
    urge: ['same', 'idle', 'verifying', 'collecting', 'confirming', 'completing'],
    supplement: ['same', 'idle', 'verifying', 'collecting'],
    askWithdraw: ['same', 'withdrawing', 'idle', 'verifying'],
    withdraw: ['idle'],
    keepTicket: ['idle'],
    noteResolved: ['same', 'idle', 'rating', 'withdrawing', 'verifying'],
    reopen: ['same', 'completing', 'verifying', 'collecting', 'confirming', 'idle'],
    appeal: ['same', 'idle', 'verifying', 'collecting', 'confirming', 'completing'],
    acceptThreat: ['same', 'collecting', 'confirming', 'completing', 'idle'],
    rate: ['idle', 'completing'],
    calm: ['same'],
    calmAbuse: ['same'],
    arrangeCall: ['same', 'idle', 'completing', 'collecting'],
    answerPrivacy: ['same'],
    takeOpinion: ['same', 'idle'],
    answerInquiry: ['same', 'offering', 'collecting', 'completing', 'idle'],
    explainCompensation: ['same'],
    repeatReceipt: ['same'],
    greet: ['same'],
    thank: ['same'],
    bye: ['same'],
    pointElsewhere: ['same'],
    chooseMatter: ['offering'],
    clarify: ['same'],
  },
};

export function actFor(phase: Phase, trigger: Trigger, machine: DialogueMachine = DIALOGUE_MACHINE): Act {
  return machine.inPhase[phase][trigger] ?? machine.anywhere[trigger];
}

export function mayLead(
  act: Act,
  from: Phase,
  to: Phase,
  machine: DialogueMachine = DIALOGUE_MACHINE,
): boolean {
  const allowed = machine.leadsTo[act];
  return allowed.includes(to) || (to === from && allowed.includes('same'));
}

/**
 * Boot check of the tables above.
 * @throws Error naming phases that cannot be reached or not be left, and acts that are missing or never chosen
 */
export function validateMachine(
  implemented: readonly string[],
  machine: DialogueMachine = DIALOGUE_MACHINE,
): void {
  const faults = [
    ...PHASES.filter((phase) => !reached('idle', machine).has(phase)).map(
      (phase) => `phase ${phase} cannot be reached`,
    ),
    ...PHASES.filter((phase) => phase !== 'danger' && !reached(phase, machine).has('idle')).map(
      (phase) => `phase ${phase} does not lead back to idle`,
    ),
    ...ACTS.filter((act) => !implemented.includes(act)).map((act) => `act ${act} is not implemented`),
    ...ACTS.filter((act) => !used(act, machine)).map((act) => `act ${act} is never chosen`),
  ];
  if (faults.length > 0) throw new Error(`dialogue machine: ${faults.join('; ')}`);
}

function used(act: Act, { anywhere, inPhase }: DialogueMachine): boolean {
  return (
    Object.values(anywhere).includes(act) ||
    Object.values(inPhase).some((row) => Object.values(row).includes(act))
  );
}

/** Phases that acts lead to from a phase on; staying where one is leads nowhere new. */
function reached(from: Phase, machine: DialogueMachine): ReadonlySet<Phase> {
  const seen = new Set<Phase>([from]);
  for (const phase of seen) {
    for (const trigger of TRIGGERS) {
      for (const to of machine.leadsTo[actFor(phase, trigger, machine)]) if (to !== 'same') seen.add(to);
    }
  }
  return seen;
}
