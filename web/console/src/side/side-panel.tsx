import type { Detail } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import { channelName, emotionName, intentName, slotName } from '../base/labels.js';
import { useStore } from '../base/store.js';
import { customerName } from '../base/who.js';
import { fill, words } from '../base/words.js';
import { useSuggestions } from '../composer/use-suggestions.js';
import { useWorkspace } from '../data/workspace.js';
import { Facts } from './facts.js';
import { TicketCard } from './ticket-card.js';

interface Props {
  readonly id: string;
  /** Only narrow windows ask: wide ones always show it. */
  readonly open: boolean;
  readonly onClose: () => void;
}

export function SidePanel({ id, open, onClose }: Props) {
  const { threads } = useWorkspace();
  const detail = useStore(threads.state).get(id)?.detail;
  return (
    <aside className={open ? 'side side-open' : 'side'} aria-label={words.details}>
      <button
        type="button"
        className="icon-button side-close"
        aria-label={words.closePanel}
        onClick={onClose}
      >
        <Icon name="close" />
      </button>
      {detail && (
        <>
          <section>
            <h2>{words.customerSection}</h2>
            <Facts facts={customerFacts(detail)} />
          </section>
          <PortraitTip detail={detail} />
          <SlotsSection detail={detail} />
          <section>
            <h2>
              {words.ticketsSection}
              {detail.tickets.length > 0 && <span className="tier-count">{detail.tickets.length}</span>}
            </h2>
            {detail.tickets.length === 0 && <p className="none">{words.noTickets}</p>}
            {detail.tickets.map((ticket) => (
              <TicketCard key={ticket.number} ticket={ticket} />
            ))}
          </section>
        </>
      )}
    </aside>
  );
}

/** One line on how to talk to this customer, and what says so. */
function PortraitTip({ detail }: { detail: Detail }) {
  const portrait = useSuggestions(detail)?.portrait;
  if (!portrait) return null;
  return (
    <section className="portrait">
      <h2>
        {words.portraitSection}
        <span className={`chip portrait-${portrait.code}`}>{portrait.name}</span>
      </h2>
      <p>{portrait.tip}</p>
      {portrait.signs.length > 0 && (
        <p className="portrait-signs">{fill(words.portraitSigns, { signs: portrait.signs.join('、') })}</p>
      )}
    </section>
  );
}

function SlotsSection({ detail }: { detail: Detail }) {
  const facts = Object.entries(detail.caseSlots)
    .map(([key, value]) => [slotName(key), slotText(value)] as const)
    .filter(([, text]) => text !== '');
  return (
    <section>
      <h2>{words.slotsSection}</h2>
      {facts.length === 0 ? <p className="none">{words.noSlots}</p> : <Facts facts={facts} />}
    </section>
  );
}

const customerFacts = (detail: Detail): readonly (readonly [string, string])[] => [
  [words.name, customerName(detail)],
  [words.channel, channelName(detail.channel)],
  [words.phone, detail.phone ?? words.unknown],
  [words.emotion, emotionName(detail.emotion)],
  [words.intent, detail.lastIntent ? intentName(detail.lastIntent) : words.unknown],
];

function slotText(value: unknown): string {
  if (Array.isArray(value)) return value.map(slotText).filter(Boolean).join('、');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
