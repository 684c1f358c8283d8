/** @jsxImportSource preact */
import type { ChatMessage, ChatState } from './chat-types.js';
import { BoltIcon } from './icons.js';
import { fill, language, words } from './words.js';

export function ChatHeader({ state }: { state: ChatState }) {
  return (
    <header class="head">
      <span class="logo">
        <BoltIcon />
      </span>
      <div class="head-text">
        <h1>{words.title}</h1>
        <p class="status" role="status">
          <span class={`dot dot-${state.loaded && !state.offline ? state.holder : 'none'}`} />
          {statusOf(state)}
        </p>
      </div>
      <a class="lang" href={language === 'en' ? '?' : '?lang=en'} lang={language === 'en' ? 'zh-CN' : 'en'}>
        {words.language}
      </a>
    </header>
  );
}

function statusOf({ loaded, offline, holder, messages }: ChatState): string {
  if (!loaded || offline) return words.statusConnecting;
  if (holder === 'bot') return words.statusBot;
  if (holder === 'queue') return words.statusQueue;
  const name = seatName(messages);
  return name ? fill(words.statusSeatNamed, { name }) : words.statusSeat;
}

/** Who of the staff spoke last. */
function seatName(messages: readonly ChatMessage[]): string | null {
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (message?.speaker === 'seat' && message.author) return message.author;
  }
  return null;
}
