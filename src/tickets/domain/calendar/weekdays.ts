import { businessCalendar } from './business-calendar.js';

/** Monday to Friday 8:30-12:00 and 13:30-18:00, no holidays: what counts until a calendar file is read. */
export const WEEKDAYS = businessCalendar({
  slots: [
    { from: 8 * 60 + 30, to: 12 * 60 },
    { from: 13 * 60 + 30, to: 18 * 60 },
  ],
  weekend: [6, 7],
  years: [],
  special: [],
});
