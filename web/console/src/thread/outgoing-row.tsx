import { Button } from 'antd';
import { faultText } from '../base/fault-text.js';
import { words } from '../base/words.js';
import type { OutgoingReply } from '../data/thread-state.js';
import { useWorkspace } from '../data/workspace.js';

/** A reply on its way: painted at once; what failed stays with the reason and a way out. */
export function OutgoingRow({ conversationId, reply }: { conversationId: string; reply: OutgoingReply }) {
  const { threads, me } = useWorkspace();
  const failed = reply.state === 'failed';
  return (
    <article className="said said-seat">
      <p className="said-head">
        <span>{me.displayName}</span>
      </p>
      <div className={failed ? 'bubble bubble-failed' : 'bubble bubble-sending'}>{reply.text}</div>
      <p className={failed ? 'delivery delivery-failed' : 'delivery'}>
        {failed ? words.notSent : words.delivery.pending}
        {reply.fault && ` · ${faultText(reply.fault)}`}
        {failed && (
          <>
            <Button type="link" size="small" onClick={() => threads.retry(conversationId, reply)}>
              {words.retry}
            </Button>
            <Button type="link" size="small" onClick={() => threads.discard(conversationId, reply.clientId)}>
              {words.discard}
            </Button>
          </>
        )}
      </p>
    </article>
  );
}
