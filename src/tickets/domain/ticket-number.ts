import { TICKET_TYPES, type TicketType } from '#app/base/model/labels.js';

const SERIALS = 1_000_000;
/** China has one zone and no summer time since 1991, so the offset is a constant. */
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;
const PATTERN = new RegExp(`^(${TICKET_TYPES.join('|')})(\\d{2})(0[1-9]|1[0-2])(\\d{6})$`);

export interface TicketNo {
  readonly type: TicketType;
  /** Two digits, as printed: 26 = 2026. */
  readonly year: number;
  readonly month: number;
  readonly serial: number;
}

/**
 * Type + YYMM in Asia/Shanghai + six digits of one sequence shared by all types (seed 004o, widened
 * because its two digits end at 99 a month). The serial wraps at a million.
 */
export function formatTicketNo(type: TicketType, date: Date, n: number): string {
  const local = new Date(date.getTime() + SHANGHAI_OFFSET_MS);
  const year = digits(local.getUTCFullYear() % 100, 2);
  return `${type}${year}${digits(local.getUTCMonth() + 1, 2)}${digits(n % SERIALS, 6)}`;
}

/** Reads a receipt number as printed (letters in either case, spaces around it); null if it is none. */
export function parseTicketNo(text: string): TicketNo | null {
  const match = PATTERN.exec(text.trim().toUpperCase());
  const type = TICKET_TYPES.find((known) => known === match?.[1]);
  if (!match || !type) return null;
  return { type, year: Number(match[2]), month: Number(match[3]), serial: Number(match[4]) };
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0');
