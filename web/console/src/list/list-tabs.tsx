import { TABS, type Tab } from '../base/api-types.js';
import { words } from '../base/words.js';
import type { Counts } from '../data/list-order.js';

interface Props {
  readonly tab: Tab;
  readonly counts: Counts;
  readonly onTab: (tab: Tab) => void;
}

export function ListTabs({ tab, counts, onTab }: Props) {
  return (
    <fieldset className="tabs">
      <legend className="hidden">{words.conversationList}</legend>
      {TABS.map((name) => (
        <button
          key={name}
          type="button"
          className="tab"
          aria-pressed={name === tab}
          onClick={() => onTab(name)}
        >
          {words.tabs[name]}
          {counts[name] > 0 && (
            <span className={name === 'waiting' ? 'count count-hot' : 'count'}>
              {counts[name] > 99 ? '99+' : counts[name]}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
