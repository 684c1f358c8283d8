import type { Summary } from '../base/api-types.js';
import { useStore } from '../base/store.js';
import { words } from '../base/words.js';
import type { Slot, Tier } from '../data/list-order.js';
import { useWorkspace } from '../data/workspace.js';
import { ConversationRow } from './conversation-row.js';

interface Props {
  readonly tier: Tier;
  /** For the count; `slots` are those that are drawn. */
  readonly all: readonly Slot[];
  readonly slots: readonly Slot[];
  readonly byId: ReadonlyMap<string, Summary>;
  readonly openedId: string | null;
}

export function TierSection({ tier, all, slots, byId, openedId }: Props) {
  const { drafts, me } = useWorkspace();
  const written = useStore(drafts.state);
  const count = all.filter((slot) => slot.tier === tier).length;
  const mine = slots.filter((slot) => slot.tier === tier);
  if (mine.length === 0) return null;
  return (
    <section aria-label={tier === 'waiting' ? words.tierWaiting : words.tierOther}>
      <h2 className="tier">
        {tier === 'waiting' ? words.tierWaiting : words.tierOther}
        <span className="tier-count">{count}</span>
        {tier === 'waiting' && <span className="tier-hint">{words.tierWaitingHint}</span>}
      </h2>
      <ul className="rows">
        {mine.map(({ id }) => {
          const summary = byId.get(id);
          if (!summary) return null;
          return (
            <ConversationRow
              key={id}
              summary={summary}
              me={me.id}
              draft={written.get(id)}
              opened={id === openedId}
            />
          );
        })}
      </ul>
    </section>
  );
}
