/** @jsxImportSource preact */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { cleanText, MAX_TEXT } from '../../shared/clean-text.js';
import { isSendEnter } from '../../shared/enter-key.js';
import { SendIcon } from './icons.js';
import { ImageButton } from './image-button.js';
import { fill, words } from './words.js';

/** From here on the customer is told how much room is left. */
const TELL_ROOM_BELOW = 100;
const MOST_HEIGHT_PX = 132;

interface Props {
  readonly onText: (text: string) => void;
  readonly onImage: (image: Blob) => void;
}

export function Composer({ onText, onImage }: Props) {
  const [draft, setDraft] = useState('');
  const [fault, setFault] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => grow(field.current, draft), [draft]);

  const text = cleanText(draft);
  const room = MAX_TEXT - text.length;
  const send = (): void => {
    if (text.length === 0 || room < 0) return;
    onText(text);
    setDraft('');
    field.current?.focus();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <p class="room" role="status">
        {fault || roomText(room)}
      </p>
      <div class="composer-row">
        <ImageButton
          onImage={(image) => {
            setFault('');
            onImage(image);
          }}
          onFault={setFault}
        />
        <textarea
          ref={field}
          class="field"
          rows={1}
          value={draft}
          placeholder={words.placeholder}
          aria-label={words.composer}
          aria-invalid={room < 0}
          enterkeyhint="send"
          onInput={(event) => {
            setDraft(event.currentTarget.value);
            setFault('');
          }}
          onKeyDown={(event) => {
            if (!isSendEnter(event)) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send" disabled={text.length === 0 || room < 0}>
          <SendIcon />
          <span>{words.send}</span>
        </button>
      </div>
    </form>
  );
}

function roomText(room: number): string {
  if (room < 0) return fill(words.overLong, { n: -room });
  return room <= TELL_ROOM_BELOW ? fill(words.tooLong, { n: room }) : '';
}

/** As high as the text, up to about five lines. */
function grow(field: HTMLTextAreaElement | null, _draft: string): void {
  if (!field) return;
  field.style.height = 'auto';
  field.style.height = `${Math.min(MOST_HEIGHT_PX, field.scrollHeight + 2)}px`;
}
