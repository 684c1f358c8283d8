import { Skeleton } from 'antd';
import type { Detail } from '../base/api-types.js';
import { useStore } from '../base/store.js';
import { useLate } from '../base/use-late.js';
import { words } from '../base/words.js';
import { Composer } from '../composer/composer.js';
import type { Thread } from '../data/thread-state.js';
import { useWorkspace } from '../data/workspace.js';
import { EmptyState } from '../shell/empty-state.js';
import { FaultCard } from '../shell/fault-card.js';
import { isAlt } from '../shell/keys.js';
import { useKey } from '../shell/use-key.js';
import { ForceDialog } from './force-dialog.js';
import { MessageLog } from './message-log.js';
import { ThreadHeader } from './thread-header.js';
import { useHolding } from './use-holding.js';

interface Props {
  readonly id: string | null;
  readonly sideOpen: boolean;
  readonly onSide: () => void;
}

export function ThreadPane({ id, sideOpen, onSide }: Props) {
  const { threads } = useWorkspace();
  const thread = useStore(threads.state).get(id ?? '');
  const late = useLate(thread?.status === 'loading', 300);
  if (id === null) return <EmptyState icon="chat" title={words.pickOne} hint={words.pickOneHint} />;
  if (thread?.status === 'failed' && thread.fault) {
    if (thread.fault.status === 404)
      return <EmptyState icon="chat" title={words.noSuch} hint={words.noSuchHint} />;
    return <FaultCard fault={thread.fault} onRetry={() => threads.open(id)} />;
  }
  if (!thread?.detail) return late ? <ThreadSkeleton /> : null;
  return <OpenThread key={id} thread={thread} detail={thread.detail} sideOpen={sideOpen} onSide={onSide} />;
}

interface OpenProps {
  readonly thread: Thread;
  readonly detail: Detail;
  readonly sideOpen: boolean;
  readonly onSide: () => void;
}

function OpenThread({ thread, detail, sideOpen, onSide }: OpenProps) {
  const holding = useHolding(detail);
  const { fault, mine, takeOver, dismiss } = holding;
  useKey((event) => {
    if (!isAlt(event, 'G')) return false;
    if (!mine) takeOver();
    return true;
  });
  return (
    <>
      <ThreadHeader detail={detail} holding={holding} sideOpen={sideOpen} onSide={onSide} />
      <div role="alert">{fault && !fault.mayForce && <p className="banner">{fault.text}</p>}</div>
      {fault?.mayForce && <ForceDialog title={fault.text} onForce={() => takeOver(true)} onClose={dismiss} />}
      <MessageLog thread={thread} detail={detail} />
      <Composer detail={detail} holding={holding} />
    </>
  );
}

const ThreadSkeleton = () => (
  <div className="thread-skeleton">
    <Skeleton active title={{ width: '30%' }} paragraph={{ rows: 6 }} />
  </div>
);
