import { Skeleton } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import type { Tab } from '../base/api-types.js';
import { useStore } from '../base/store.js';
import { useLate } from '../base/use-late.js';
import { words } from '../base/words.js';
import type { ListState } from '../data/conversation-list.js';
import { countsOf } from '../data/list-order.js';
import { useWorkspace } from '../data/workspace.js';
import { EmptyState } from '../shell/empty-state.js';
import { FaultCard } from '../shell/fault-card.js';
import { FreshPill } from './fresh-pill.js';
import { ListTabs } from './list-tabs.js';
import { TierSection } from './tier-section.js';
import { useDrawnRows } from './use-drawn-rows.js';
import { useListHold } from './use-list-hold.js';

export function ListPane({ openedId }: { openedId: string | null }) {
  const { list, me } = useWorkspace();
  const state = useStore(list.state);
  const counts = useMemo(() => countsOf(state.byId.values(), me.id), [state.byId, me.id]);
  const hold = useListHold(list);
  const box = useRef<HTMLDivElement>(null);
  // Alt+J may open a row out of sight. Only then: a row that moves later must not drag the list along.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the opened row is found by its mark
  useEffect(() => {
    box.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [openedId]);
  return (
    <section className="list" aria-label={words.conversationList}>
      <ListTabs tab={state.tab} counts={counts} onTab={(tab: Tab) => void list.show(tab)} />
      <FreshPill state={state} onShow={() => list.reorder()} />
      <div className="list-rows" ref={box} {...hold}>
        <Rows state={state} openedId={openedId} onRetry={() => void list.load()} />
      </div>
    </section>
  );
}

interface RowsProps {
  readonly state: ListState;
  readonly openedId: string | null;
  readonly onRetry: () => void;
}

function Rows({ state, openedId, onRetry }: RowsProps) {
  const late = useLate(state.status === 'loading', 300);
  const [drawn, more] = useDrawnRows(state.tab);
  if (state.status === 'failed' && state.fault) return <FaultCard fault={state.fault} onRetry={onRetry} />;
  if (state.status === 'loading') return late ? <ListSkeleton /> : null;
  if (state.slots.length === 0) {
    const [title, hint] = words.emptyTab[state.tab];
    return <EmptyState icon="chat" title={title} hint={hint} />;
  }
  const opened = state.slots.findIndex(({ id }) => id === openedId);
  const slots = state.slots.slice(0, Math.max(drawn, opened + 2));
  return (
    <>
      <TierSection tier="waiting" all={state.slots} slots={slots} byId={state.byId} openedId={openedId} />
      <TierSection tier="other" all={state.slots} slots={slots} byId={state.byId} openedId={openedId} />
      {slots.length < state.slots.length && <div ref={more} className="list-more" />}
    </>
  );
}

const ListSkeleton = () => (
  <div className="list-skeleton">
    {[1, 2, 3, 4, 5].map((n) => (
      <Skeleton key={n} avatar active title={{ width: '45%' }} paragraph={{ rows: 1, width: '85%' }} />
    ))}
  </div>
);
