import { Icon } from '../base/icons.js';
import { fill, words } from '../base/words.js';
import type { ListState } from '../data/conversation-list.js';

/** What waits and is not in its place yet; the rows move when the agent says so. */
export function FreshPill({ state, onShow }: { state: ListState; onShow: () => void }) {
  const danger = state.fresh.some((id) => state.byId.get(id)?.attention === 'danger');
  const text = danger ? words.freshDanger : fill(words.freshOne, { n: state.fresh.length });
  return (
    <div className="pill-place" role="status">
      {state.fresh.length > 0 && (
        <button type="button" className={danger ? 'pill pill-danger' : 'pill'} onClick={onShow}>
          <Icon name={danger ? 'warn' : 'up'} />
          {text}
        </button>
      )}
    </div>
  );
}
