import { clockTime } from '../../../shared/beijing-time.js';
import type { Message } from '../base/api-types.js';
import { fill, words } from '../base/words.js';

/** A fact of the conversation: who has it now. */
export function SystemRow({ message }: { message: Message }) {
  const { content } = message;
  const text = content.kind === 'text' ? content.text : content.kind === 'event' ? eventText(content) : null;
  if (!text) return null;
  return (
    <p className="line">
      {text} <time dateTime={message.at}>{clockTime(message.at)}</time>
    </p>
  );
}

function eventText({ name, data }: { name: string; data?: Readonly<Record<string, string>> }): string | null {
  const texts: Readonly<Record<string, string>> = words.events;
  const text = texts[name];
  return text ? fill(text, { seat: data?.seat ?? words.someone }) : null;
}
