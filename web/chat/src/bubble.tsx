/** @jsxImportSource preact */
import { clockTime } from '../../shared/beijing-time.js';
import type { ChatClient } from './chat-client.js';
import type { ChatMessage, Content } from './chat-types.js';
import { CopyNumber, receiptNumbers } from './copy-number.js';
import { Picture } from './picture.js';
import { words } from './words.js';

interface Props {
  readonly client: ChatClient;
  readonly message: ChatMessage;
  /** Show the name: the speaker changed. */
  readonly named: boolean;
  readonly isLastOwn: boolean;
  /** Answers a choice; undefined once it is too late. */
  readonly choose: ((text: string) => void) | undefined;
}

export function Bubble({ client, message, named, isLastOwn, choose }: Props) {
  const own = message.speaker === 'customer';
  const who = own ? words.you : message.speaker === 'bot' ? words.robot : (message.author ?? words.seat);
  return (
    <div class={own ? 'said said-out' : 'said'}>
      {named && !own && <p class={`who who-${message.speaker}`}>{who}</p>}
      {(own || !named) && <span class="hidden">{`${who}：`}</span>}
      <div class={own ? 'bubble bubble-out' : 'bubble bubble-in'}>
        <Body client={client} message={message} />
      </div>
      <p class="meta">
        <time dateTime={message.at}>{clockTime(message.at)}</time>
        {isLastOwn && <span> · {words.sent}</span>}
      </p>
      <Choices content={message.content} own={own} choose={choose} />
    </div>
  );
}

function Body({ client, message: { content, clientMsgId } }: Pick<Props, 'client' | 'message'>) {
  switch (content.kind) {
    case 'text':
      return <>{content.text}</>;
    case 'image':
      return <Picture load={() => client.picture(content.mediaId, clientMsgId)} id={content.mediaId} />;
    case 'voice':
      return <>{`${words.voice} ${content.transcript ?? ''}`}</>;
    case 'location':
      return <>{`${words.location} ${content.label}`}</>;
    default:
      return <>{words.unsupported}</>;
  }
}

function Choices({ content, own, choose }: { content: Content; own: boolean; choose: Props['choose'] }) {
  if (content.kind !== 'text' || own) return null;
  const numbers = receiptNumbers(content.text);
  const choices = choose ? (content.choices ?? []) : [];
  if (numbers.length + choices.length === 0) return null;
  return (
    <ul class="choices">
      {numbers.map((number) => (
        <li key={number}>
          <CopyNumber number={number} />
        </li>
      ))}
      {choices.map(({ label, text }) => (
        <li key={label}>
          <button type="button" class="chip chip-strong" onClick={() => choose?.(text)}>
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
