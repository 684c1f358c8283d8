import { dayAndTime } from '../../../shared/beijing-time.js';
import type { TicketLine } from '../base/api-types.js';
import { durationText } from '../base/duration.js';
import { Icon } from '../base/icons.js';
import { categoryName, ticketStateName, ticketTypeName, urgencyName } from '../base/labels.js';
import { useNow } from '../base/use-now.js';
import { fill, words } from '../base/words.js';

/** States in which the clocks no longer matter. */
const ENDED = new Set(['archived', 'withdrawn', 'reviewing']);

export function TicketCard({ ticket }: { ticket: TicketLine }) {
  return (
    <article className={`ticket ticket-${ticket.urgency}`}>
      <p className="ticket-top">
        <strong>{ticket.number}</strong>
        <span className={`chip chip-${ticket.urgency}`}>
          {ticket.urgency !== 'general' && <Icon name="warn" />}
          {urgencyName(ticket.urgency)}
        </span>
      </p>
      <p className="ticket-kind">
        {ticketTypeName(ticket.type)}
        {ticket.category && ` · ${categoryName(ticket.category)}`}
        {` · ${ticketStateName(ticket.state)}`}
      </p>
      <p className="ticket-owner">
        {words.owner} {ticket.owner}
      </p>
      {!ENDED.has(ticket.state) && (
        <>
          <Deadline name={words.contactBy} at={ticket.contactDeadline} />
          <Deadline name={words.answerBy} at={ticket.deadline} />
        </>
      )}
    </article>
  );
}

function Deadline({ name, at }: { name: string; at: string }) {
  const left = Date.parse(at) - useNow();
  const text = fill(left >= 0 ? words.leftTime : words.overTime, { time: durationText(Math.abs(left)) });
  return (
    <p className={left >= 0 ? 'deadline' : 'deadline deadline-over'}>
      <span>{name}</span>
      <time dateTime={at} title={dayAndTime(at)}>
        {left < 0 && <Icon name="warn" />}
        {text}
      </time>
    </p>
  );
}
