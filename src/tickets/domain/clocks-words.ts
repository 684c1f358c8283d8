import type { ClockKind } from './clocks.js';

/** For the internal timeline. */
export const CLOCK_NAMES: Readonly<Record<ClockKind, string>> = {
  ack: '首次回应',
  contact: '联系客户',
  response: '答复',
  resolve: '办结',
};

/** Whom a warning is for: whoever works on it, and at the end, or where nobody does, the supervisor. */
export type WarningAudience = 'assignee' | 'supervisor';

export const audienceOf = (percent: number, assignee: string | null): WarningAudience =>
  percent >= 100 || assignee === null ? 'supervisor' : 'assignee';

export const warningText = (kind: ClockKind, percent: number): string =>
  percent >= 100 ? `${CLOCK_NAMES[kind]}时限已到，请主管督办` : `${CLOCK_NAMES[kind]}时限已用${percent}%`;
