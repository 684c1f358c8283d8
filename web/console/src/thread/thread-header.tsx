import { Button } from 'antd';
import type { Detail } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import { channelName, intentName } from '../base/labels.js';
import { openConversation } from '../base/route.js';
import { customerName } from '../base/who.js';
import { fill, words } from '../base/words.js';
import { useWorkspace } from '../data/workspace.js';
import { AttentionChip, EmotionChip } from '../list/attention-chip.js';
import { HolderBadge } from '../list/holder-badge.js';
import { WaitChip } from '../list/wait-chip.js';
import type { Holding } from './use-holding.js';

interface Props {
  readonly detail: Detail;
  readonly holding: Holding;
  readonly sideOpen: boolean;
  readonly onSide: () => void;
}

export function ThreadHeader({ detail, holding, sideOpen, onSide }: Props) {
  const { me } = useWorkspace();
  const { mine, busy, takeOver, handBack } = holding;
  return (
    <header className="thread-head">
      <button
        type="button"
        className="icon-button only-narrow"
        aria-label={words.backToList}
        onClick={() => openConversation(null)}
      >
        <Icon name="back" />
      </button>
      <div className="thread-who">
        <h2>{customerName(detail)}</h2>
        <span className="chip">{channelName(detail.channel)}</span>
        <AttentionChip summary={detail} />
        <EmotionChip emotion={detail.emotion} />
        <HolderBadge summary={detail} me={me.id} />
        {detail.lastIntent && <span className="chip chip-intent">{intentName(detail.lastIntent)}</span>}
        {detail.waitingSince && <WaitChip since={detail.waitingSince} />}
        {detail.transferReason && (
          <p className="thread-reason">{fill(words.transferReason, { reason: detail.transferReason })}</p>
        )}
      </div>
      <div className="thread-acts">
        <Button className="only-medium" aria-expanded={sideOpen} onClick={onSide}>
          {words.showDetails}
        </Button>
        {mine ? (
          <Button onClick={handBack} loading={busy} icon={<Icon name="robot" />}>
            {words.handBack}
          </Button>
        ) : (
          <Button type="primary" onClick={() => takeOver()} loading={busy} aria-keyshortcuts="Alt+G">
            {words.takeOver} <kbd className="on-dark">Alt+G</kbd>
          </Button>
        )}
      </div>
    </header>
  );
}
