import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { Detail, Message } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import { fill, words } from '../base/words.js';
import type { Thread } from '../data/thread-state.js';
import { dayTitle } from './day-title.js';
import { MessageRow } from './message-row.js';
import { OutgoingRow } from './outgoing-row.js';
import { SystemRow } from './system-row.js';
import { useStickyScroll } from './use-sticky-scroll.js';

/** Longer histories are drawn on demand: nobody reads 5,000 entries, but a browser has to lay them out. */
const DRAWN = 80;

export function MessageLog({ thread, detail }: { thread: Thread; detail: Detail }) {
  const [drawn, setDrawn] = useState(DRAWN);
  const { messages, outgoing } = thread;
  const { box, away, unread, toEnd } = useStickyScroll(messages.length + outgoing.length, outgoing.length);
  const hidden = Math.max(0, messages.length - drawn);
  const shown = hidden > 0 ? messages.slice(hidden) : messages;
  const showEarlier = (): void => {
    const element = box.current;
    const below = element ? element.scrollHeight - element.scrollTop : 0;
    flushSync(() => setDrawn(drawn + DRAWN));
    // What was on screen stays there; the earlier entries appear above.
    if (element) element.scrollTop = element.scrollHeight - below;
  };
  return (
    <div className="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard */}
      <div className="log" ref={box} role="log" aria-label={words.log} tabIndex={0}>
        {hidden > 0 && (
          <button type="button" className="earlier" onClick={showEarlier}>
            {fill(words.earlier, { n: Math.min(hidden, DRAWN) })}
          </button>
        )}
        {messages.length === 0 && <p className="line">{words.noMessages}</p>}
        {shown.map((message, at) => (
          <Entry key={message.seq} message={message} before={shown[at - 1]} detail={detail} />
        ))}
        {outgoing.map((reply) => (
          <OutgoingRow key={reply.clientId} conversationId={thread.id} reply={reply} />
        ))}
      </div>
      {away && (
        <button type="button" className="to-end" onClick={toEnd}>
          <Icon name="down" />
          {unread > 0 ? fill(words.newMessages, { n: unread }) : words.toLatest}
        </button>
      )}
    </div>
  );
}

interface EntryProps {
  readonly message: Message;
  readonly before: Message | undefined;
  readonly detail: Detail;
}

function Entry({ message, before, detail }: EntryProps) {
  const day = dayTitle(message.at, before?.at);
  const isFact = message.speaker === 'system' || message.content.kind === 'event';
  return (
    <>
      {day && <p className="day">{day}</p>}
      {isFact ? <SystemRow message={message} /> : <MessageRow message={message} detail={detail} />}
    </>
  );
}
