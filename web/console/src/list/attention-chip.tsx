import type { Attention, Summary } from '../base/api-types.js';
import { Icon, type IconName } from '../base/icons.js';
import { words } from '../base/words.js';

const SHOWN: Readonly<Record<Exclude<Attention, 'none'>, { icon: IconName; text: string }>> = {
  danger: { icon: 'warn', text: words.attentionDanger },
  supervisor: { icon: 'info', text: words.attentionSupervisor },
  agent: { icon: 'person', text: words.attentionAgent },
};

/** Never by colour alone: sign and word say the same. That a queued customer wants a human needs no word. */
export function AttentionChip({ summary: { attention, holder } }: { summary: Summary }) {
  if (attention === 'none' || (attention === 'agent' && holder !== 'bot')) return null;
  const { icon, text } = SHOWN[attention];
  return (
    <span className={`chip chip-${attention}`}>
      <Icon name={icon} />
      {text}
    </span>
  );
}

export function EmotionChip({ emotion }: { emotion: Summary['emotion'] }) {
  if (emotion !== 'angry') return null;
  return (
    <span className="chip chip-angry">
      <Icon name="flame" />
      {words.angry}
    </span>
  );
}
