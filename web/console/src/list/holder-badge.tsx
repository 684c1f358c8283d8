import type { Summary } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import { words } from '../base/words.js';

/** Who may answer this customer now. */
export function HolderBadge({ summary, me }: { summary: Summary; me: string }) {
  if (summary.status === 'closed') return <span className="chip">{words.closed}</span>;
  if (summary.holder === 'bot') {
    return (
      <span className="chip">
        <Icon name="robot" />
        {words.holderBot}
      </span>
    );
  }
  if (summary.holder === 'queue') {
    return (
      <span className="chip chip-queue">
        <Icon name="queue" />
        {words.holderQueue}
      </span>
    );
  }
  const mine = summary.seat?.id === me;
  return (
    <span className={mine ? 'chip chip-mine' : 'chip'}>
      <Icon name="person" />
      {mine ? words.holderMe : (summary.seat?.displayName ?? words.someone)}
    </span>
  );
}
