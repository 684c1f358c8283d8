/** @jsxImportSource preact */
import type { Outgoing } from './chat-types.js';
import { words } from './words.js';

/** A message on its way: painted at once, and honest about where it is. */
export function OutgoingBubble({ item, onRetry }: { item: Outgoing; onRetry: () => void }) {
  const { payload, state } = item;
  return (
    <div class={`said said-out said-${state}`}>
      <div class="bubble bubble-out">
        <span class="hidden">{`${words.you}：`}</span>
        {'text' in payload ? (
          payload.text
        ) : (
          <span class="picture">
            <img src={payload.previewUrl} alt={words.imageAlt} />
          </span>
        )}
      </div>
      <p class="meta">
        {state === 'sending' && words.sending}
        {state === 'sent' && words.sent}
        {state === 'failed' && <span class="bad">{words.failed}</span>}
        {state === 'failed' && (
          <button type="button" class="retry" onClick={onRetry}>
            {words.retry}
          </button>
        )}
      </p>
    </div>
  );
}
