import { Button } from 'antd';
import { useRef, useState } from 'react';
import { cleanText, MAX_TEXT } from '../../../shared/clean-text.js';
import type { Detail, Suggestion } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import { useStore } from '../base/store.js';
import { customerName } from '../base/who.js';
import { fill, words } from '../base/words.js';
import { useWorkspace } from '../data/workspace.js';
import { altDigit, isAlt } from '../shell/keys.js';
import { useKey } from '../shell/use-key.js';
import { GuardLine } from './guard-line.js';
import { GuardedField } from './guarded-field.js';
import { hasBlank, insertText } from './insert-text.js';
import { OverrideForm } from './override-form.js';
import { replaceText } from './replace-text.js';
import { SuggestionList } from './suggestion-list.js';
import { useGuard } from './use-guard.js';
import { useSuggestions } from './use-suggestions.js';

/** From here on the agent is told how much room is left. */
const TELL_ROOM_BELOW = 200;

export function ReplyForm({ detail }: { detail: Detail }) {
  const { api, drafts, suggestions, threads } = useWorkspace();
  const draft = useStore(drafts.state).get(detail.id) ?? '';
  const [composing, setComposing] = useState(false);
  const [overriding, setOverriding] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const guarded = useGuard(api, draft, detail.id, composing);
  const offered = useSuggestions(detail)?.suggestions ?? [];
  const write = (text: string): void => drafts.write(detail.id, text);

  const text = cleanText(draft);
  const room = MAX_TEXT - text.length;
  const blocked = guarded.verdict === 'block';
  const blank = hasBlank(text);
  const sendable = text !== '' && room >= 0 && !blank;
  const send = (reason: string | null): void => {
    if (!sendable || (blocked && reason === null)) return;
    threads.reply(detail.id, text, reason, suggestions.finish(detail.id));
    write('');
    setOverriding(false);
    field.current?.focus();
  };
  const rewrite = (): void => {
    if (guarded.rewritten === null) return;
    suggestions.rewrote(
      detail.id,
      guarded.hits.map((hit) => ({ class: hit.class, text: hit.text })),
    );
    if (!replaceText(field.current, guarded.rewritten)) write(guarded.rewritten);
    setOverriding(false);
  };
  const take = (suggestion: Suggestion): void => {
    // A suggestion that was taken and not touched makes room for the other one.
    const untouched = text === '' || offered.some((one) => one.text === text);
    if (untouched && draft !== '') field.current?.select();
    if (!insertText(field.current, suggestion.text))
      write(untouched ? suggestion.text : draft + suggestion.text);
    suggestions.took(detail.id, suggestion.id);
  };
  useKey((event) => {
    const digit = altDigit(event);
    const suggestion = digit === null ? undefined : offered[digit - 1];
    if (suggestion) take(suggestion);
    return suggestion !== undefined;
  });
  useKey((event) => {
    if (!isAlt(event, 'R') || guarded.rewritten === null) return false;
    rewrite();
    return true;
  });

  return (
    <form
      className="reply"
      onSubmit={(event) => {
        event.preventDefault();
        send(null);
      }}
    >
      <SuggestionList suggestions={offered} onTake={take} />
      <GuardedField
        fieldRef={field}
        text={draft}
        hits={guarded.hits}
        label={words.reply}
        placeholder={fill(words.replyTo, { name: customerName(detail) })}
        onText={write}
        onComposing={setComposing}
        onEnter={() => send(null)}
      />
      <GuardLine guarded={guarded} onRewrite={rewrite} />
      {blocked && overriding && <OverrideForm onSend={send} onCancel={() => setOverriding(false)} />}
      <div className="reply-foot" hidden={blocked && overriding}>
        {blocked && (
          <Button type="link" size="small" danger onClick={() => setOverriding(true)}>
            {words.override}
          </Button>
        )}
        <span className={room < 0 ? 'room room-over' : 'room'} role="status">
          {blank && words.unfilled}
          {room < 0 && fill(words.tooLong, { n: -room })}
          {!blank && room >= 0 && room <= TELL_ROOM_BELOW && `${text.length}/${MAX_TEXT}`}
        </span>
        <Button type="primary" htmlType="submit" disabled={!sendable || blocked} icon={<Icon name="send" />}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}
