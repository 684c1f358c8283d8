/** @jsxImportSource preact */
import { useMemo } from 'preact/hooks';
import { Bubble } from './bubble.js';
import type { ChatClient } from './chat-client.js';
import { awaitsBot } from './chat-state.js';
import type { ChatMessage, ChatState } from './chat-types.js';
import { dayName } from './day-name.js';
import { Greeting } from './greeting.js';
import { DownIcon } from './icons.js';
import { OutgoingBubble } from './outgoing-bubble.js';
import { SystemLine } from './system-line.js';
import { useStickyScroll } from './use-sticky-scroll.js';
import { fill, words } from './words.js';

interface Props {
  readonly client: ChatClient;
  readonly state: ChatState;
  readonly onSay: (text: string) => void;
}

export function MessageLog({ client, state, onSay }: Props) {
  const count = state.messages.length + state.outgoing.length;
  const typing = awaitsBot(state);
  const { box, unread, away, toEnd } = useStickyScroll(count, state.outgoing.length, typing);
  return (
    <div class="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard */}
      <div class="log" ref={box} tabIndex={0} role="log" aria-label={words.log} aria-busy={!state.loaded}>
        <Greeting started={count > 0} onSay={onSay} />
        <Messages client={client} messages={state.messages} onSay={onSay} />
        {state.outgoing.map((item) => (
          <OutgoingBubble key={item.clientMsgId} item={item} onRetry={() => client.retry(item.clientMsgId)} />
        ))}
        {typing && (
          <p class="typing">
            <span class="bubble bubble-in">
              <i />
              <i />
              <i />
              <span class="hidden">{words.typing}</span>
            </span>
          </p>
        )}
      </div>
      {away && (
        <button type="button" class="to-end" onClick={toEnd} aria-label={words.toLatest}>
          <DownIcon />
          {unread > 0 && fill(words.newMessages, { n: unread })}
        </button>
      )}
    </div>
  );
}

type MessagesProps = Pick<Props, 'client' | 'onSay'> & { readonly messages: readonly ChatMessage[] };

function Messages({ client, messages, onSay }: MessagesProps) {
  const lastCustomer = useMemo(() => lastSeqOf(messages, 'customer'), [messages]);
  return (
    <>
      {messages.map((message, at) => {
        const day = dayName(message.at, messages[at - 1]?.at);
        return (
          <div key={message.seq} class="row">
            {day && <p class="line day">{day}</p>}
            {message.speaker === 'system' || message.content.kind === 'event' ? (
              <SystemLine message={message} />
            ) : (
              <Bubble
                client={client}
                message={message}
                isLastOwn={message.seq === lastCustomer}
                named={messages[at - 1]?.speaker !== message.speaker}
                // A question that was answered, by button or by words, is closed.
                choose={message.seq > lastCustomer ? onSay : undefined}
              />
            )}
          </div>
        );
      })}
    </>
  );
}

function lastSeqOf(messages: readonly ChatMessage[], speaker: ChatMessage['speaker']): number {
  let seq = 0;
  for (const message of messages) if (message.speaker === speaker) seq = message.seq;
  return seq;
}
