import { formatDay, type LocalDay, weekdayOf, yearOf } from './local-day.js';

const MINUTES_A_DAY = 24 * 60;

/** A stretch of work within one day, in minutes after midnight: `from` belongs to it, `to` does not. */
export interface Slot {
  readonly from: number;
  readonly to: number;
}

export interface Holiday {
  readonly name: string;
  /** Both ends are days off. */
  readonly from: LocalDay;
  readonly to: LocalDay;
}

export interface CalendarYear {
  readonly year: number;
  /** False where only the statutory days are known: make-up days and days in lieu are still to come. */
  readonly published: boolean;
  readonly source: string;
  readonly holidays: readonly Holiday[];
  /** 调休: days of a weekend that are worked. */
  readonly makeUp: readonly LocalDay[];
}

export interface SpecialDay {
  readonly day: LocalDay;
  /** Empty = closed all day. Goes before every other rule. */
  readonly slots: readonly Slot[];
}

export interface CalendarData {
  /** The slots of an ordinary working day, in their order. */
  readonly slots: readonly Slot[];
  /** ISO weekdays off. */
  readonly weekend: readonly number[];
  readonly years: readonly CalendarYear[];
  readonly special: readonly SpecialDay[];
}

/** When people work, day by day, in Asia/Shanghai. */
export interface BusinessCalendar {
  slotsOf(day: LocalDay): readonly Slot[];
  /** Whether the year's holidays and make-up days are the published ones. */
  isPublished(year: number): boolean;
}

/**
 * Special days go before make-up days, those before holidays and weekends. Years without data have weekends only.
 * @throws RangeError that lists every fault of the data
 */
export function businessCalendar(data: CalendarData): BusinessCalendar {
  const faults = [...slotFaults('slots', data.slots), ...weekFaults(data), ...dayFaults(data)];
  if (faults.length > 0) throw new RangeError(faults.join('; '));
  const special = new Map(data.special.map(({ day, slots }) => [day, slots]));
  const makeUp = new Set(data.years.flatMap((year) => year.makeUp));
  const off = new Set(data.years.flatMap((year) => year.holidays.flatMap(daysOf)));
  const published = new Set(data.years.filter((year) => year.published).map(({ year }) => year));
  const ordinary = (day: LocalDay): readonly Slot[] =>
    makeUp.has(day) || !(off.has(day) || data.weekend.includes(weekdayOf(day))) ? data.slots : [];
  return {
    slotsOf: (day) => special.get(day) ?? ordinary(day),
    isPublished: (year) => published.has(year),
  };
}

function daysOf({ from, to }: Holiday): LocalDay[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function slotFaults(where: string, slots: readonly Slot[]): string[] {
  return slots.flatMap(({ from, to }, index) => {
    const inDay = from >= 0 && from < to && to <= MINUTES_A_DAY;
    const after = index === 0 || from >= (slots[index - 1]?.to ?? 0);
    return inDay && after
      ? []
      : [`${where}[${index}]: slots must end after they begin and follow one another`];
  });
}

function weekFaults({ slots, weekend }: CalendarData): string[] {
  const days = weekend.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return [
    ...(slots.length === 0 ? ['slots: a working day needs at least one slot'] : []),
    ...(days ? [] : ['weekend: weekdays are 1 (Monday) to 7 (Sunday)']),
    ...(new Set(weekend).size >= 7 ? ['weekend: at least one day of the week must be worked'] : []),
  ];
}

function dayFaults({ years, weekend, special }: CalendarData): string[] {
  return [
    ...repeated(years.map(({ year }) => year)).map((year) => `years: ${year} is listed twice`),
    ...repeated(special.map(({ day }) => day)).map((day) => `special: ${formatDay(day)} is listed twice`),
    ...special.flatMap(({ day, slots }) => slotFaults(`special ${formatDay(day)}`, slots)),
    ...years.flatMap((year) => [...holidayFaults(year), ...makeUpFaults(year, weekend)]),
  ];
}

function holidayFaults({ year, holidays }: CalendarYear): string[] {
  return holidays.flatMap(({ name, from, to }) => {
    if (to < from) return [`${year} ${name}: ends before it begins`];
    return yearOf(from) === year && yearOf(to) === year ? [] : [`${year} ${name}: lies in another year`];
  });
}

function makeUpFaults({ year, holidays, makeUp }: CalendarYear, weekend: readonly number[]): string[] {
  const off = new Set(holidays.flatMap(daysOf));
  return makeUp.flatMap((day) => {
    const name = `${year} makeUp ${formatDay(day)}`;
    if (yearOf(day) !== year) return [`${name}: lies in another year`];
    if (off.has(day)) return [`${name}: is a holiday as well`];
    return weekend.includes(weekdayOf(day)) ? [] : [`${name}: is an ordinary working day`];
  });
}

const repeated = (items: readonly number[]): number[] => [
  ...new Set(items.filter((item, index) => items.indexOf(item) !== index)),
];
