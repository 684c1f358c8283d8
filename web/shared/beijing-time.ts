const ZONE = 'Asia/Shanghai';
const clock = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const day = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** `09:05`, in Beijing time wherever the reader is. */
export const clockTime = (iso: string): string => clock.format(new Date(iso));

/** `2026-11-22`, the Beijing day. */
export const dayKey = (at: Date): string => day.format(at);

/** `11-22 09:05`. */
export const dayAndTime = (iso: string): string => `${dayKey(new Date(iso)).slice(5)} ${clockTime(iso)}`;
