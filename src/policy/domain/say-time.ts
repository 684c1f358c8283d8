const ZONE = 'Asia/Shanghai';
const format = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

interface Parts {
  readonly day: string;
  readonly month: number;
  readonly date: number;
  readonly time: string;
}

/** A moment as customers say it, always to the minute: 今天15:30, 明天09:05, 11月27日18:00 (China time). */
export function sayTime(moment: Date, now: Date): string {
  const at = partsOf(moment);
  const dayMs = 86_400_000;
  if (at.day === partsOf(now).day) return `今天${at.time}`;
  if (at.day === partsOf(new Date(now.getTime() + dayMs)).day) return `明天${at.time}`;
  return `${at.month}月${at.date}日${at.time}`;
}

function partsOf(moment: Date): Parts {
  const text = Object.fromEntries(format.formatToParts(moment).map((part) => [part.type, part.value]));
  return {
    day: `${text.year}-${text.month}-${text.day}`,
    month: Number(text.month),
    date: Number(text.day),
    time: `${text.hour}:${text.minute}`,
  };
}
