import { memo } from 'react';
import { clockTime, dayAndTime } from '../../../shared/beijing-time.js';
import { mediaUrl } from '../base/api.js';
import type { Content, Delivery, Detail, Message } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import { customerName } from '../base/who.js';
import { words } from '../base/words.js';
import { UnderstandingLine } from './understanding-line.js';

interface Props {
  readonly message: Message;
  readonly detail: Detail;
}

export const MessageRow = memo(
  function MessageRow({ message, detail }: Props) {
    const { speaker, delivery } = message;
    return (
      <article className={`said said-${speaker}`}>
        <p className="said-head">
          {speaker === 'bot' && <Icon name="robot" />}
          <span>{speakerName(message, detail)}</span>
          <time dateTime={message.at} title={dayAndTime(message.at)}>
            {clockTime(message.at)}
          </time>
        </p>
        <div className={delivery === 'withdrawn' ? 'bubble bubble-withdrawn' : 'bubble'}>
          <Body content={message.content} conversationId={detail.id} />
        </div>
        {message.understanding && <UnderstandingLine understanding={message.understanding} />}
        {delivery && <DeliveryState delivery={delivery} />}
      </article>
    );
  },
  // The detail is a new object at each event; of it only the name is drawn here.
  (before, after) =>
    before.message === after.message && before.detail.displayName === after.detail.displayName,
);

function speakerName(message: Message, detail: Detail): string {
  if (message.speaker === 'customer') return customerName(detail);
  return message.speaker === 'bot' ? words.robotName : (message.author ?? words.someone);
}

function Body({ content, conversationId }: { content: Content; conversationId: string }) {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'image': {
      const url = mediaUrl(conversationId, content.mediaId);
      return (
        <a href={url} target="_blank" rel="noopener noreferrer">
          <img className="picture" src={url} alt={words.picture} />
        </a>
      );
    }
    case 'voice':
      return `${words.voice} ${content.transcript ?? ''}`;
    case 'location':
      return `${words.location} ${content.label}`;
    default:
      return words.unsupported;
  }
}

const DeliveryState = ({ delivery }: { delivery: Delivery }) => (
  <p className={`delivery delivery-${delivery}`}>{words.delivery[delivery]}</p>
);
