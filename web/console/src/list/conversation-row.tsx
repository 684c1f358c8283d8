import { type MouseEvent, memo } from 'react';
import { clockTime, dayAndTime, dayKey } from '../../../shared/beijing-time.js';
import type { Summary } from '../base/api-types.js';
import { channelName, intentName } from '../base/labels.js';
import { openConversation } from '../base/route.js';
import { customerName } from '../base/who.js';
import { words } from '../base/words.js';
import { AttentionChip, EmotionChip } from './attention-chip.js';
import { HolderBadge } from './holder-badge.js';
import { WaitChip } from './wait-chip.js';

interface Props {
  readonly summary: Summary;
  readonly me: string;
  readonly draft: string | undefined;
  readonly opened: boolean;
}

/** Drawn again only when its own conversation changed; clocks inside tick by themselves. */
export const ConversationRow = memo(function ConversationRow({ summary, me, draft, opened }: Props) {
  const name = customerName(summary);
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openConversation(summary.id);
  };
  return (
    <li>
      <a
        className={summary.attention === 'danger' ? 'row row-danger' : 'row'}
        href={`/console/c/${encodeURIComponent(summary.id)}`}
        aria-current={opened ? 'true' : undefined}
        onClick={open}
      >
        <span className="avatar" aria-hidden="true">
          {summary.displayName ? [...summary.displayName][0] : words.customerName[0]}
        </span>
        <span className="row-body">
          <span className="row-top">
            <span className="row-name">{name}</span>
            <span className="row-channel">{channelName(summary.channel)}</span>
            <span className="row-when">
              {summary.waitingSince ? (
                <WaitChip since={summary.waitingSince} />
              ) : (
                <LastTime at={summary.lastAt} />
              )}
            </span>
          </span>
          <span className="row-preview">
            <Preview summary={summary} draft={draft} />
          </span>
          <span className="row-chips">
            <AttentionChip summary={summary} />
            <EmotionChip emotion={summary.emotion} />
            <HolderBadge summary={summary} me={me} />
            {summary.lastIntent && <span className="chip chip-intent">{intentName(summary.lastIntent)}</span>}
          </span>
        </span>
      </a>
    </li>
  );
});

function Preview({ summary, draft }: Pick<Props, 'summary' | 'draft'>) {
  if (draft) {
    return (
      <>
        <b className="draft-mark">[{words.draft}]</b> {draft}
      </>
    );
  }
  const { lastSpeaker, preview } = summary;
  const by = lastSpeaker === 'bot' ? words.robot : lastSpeaker === 'seat' ? words.colleague : '';
  return <>{`${by}${preview ?? ''}`}</>;
}

function LastTime({ at }: { at: string | null }) {
  if (!at) return null;
  const today = dayKey(new Date(at)) === dayKey(new Date());
  return (
    <time dateTime={at} title={dayAndTime(at)}>
      {today ? clockTime(at) : dayAndTime(at).slice(0, 5)}
    </time>
  );
}
