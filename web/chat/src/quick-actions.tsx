/** @jsxImportSource preact */
import { language, words } from './words.js';

/** What is shown, and what is said for it in a Chinese conversation. */
const actionsNow = () => [
  { label: words.quickOutage, text: '家里停电了' },
  { label: words.quickBill, text: '电费不对' },
  { label: words.quickComplain, text: '我要投诉' },
  { label: words.quickProgress, text: '查进度' },
  { label: words.quickHuman, text: '转人工' },
];

interface Props {
  readonly small?: boolean;
  readonly onSay: (text: string) => void;
}

/** Large in the greeting; one row above the composer once the conversation runs. */
export function QuickActions({ small, onSay }: Props) {
  const all = actionsNow();
  // The row keeps what is useful at any time: progress and a human first.
  const actions = small ? [...all.slice(3), ...all.slice(0, 3)] : all;
  return (
    <ul class={small ? 'quick quick-row' : 'quick'} aria-label={words.quickTitle}>
      {actions.map(({ label, text }) => (
        <li key={text}>
          <button type="button" class="chip" onClick={() => onSay(language === 'en' ? label : text)}>
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
