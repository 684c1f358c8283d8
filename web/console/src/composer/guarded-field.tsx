import { type RefObject, useLayoutEffect, useRef } from 'react';
import { isSendEnter } from '../../../shared/enter-key.js';
import type { GuardHit } from '../base/api-types.js';
import { COMPOSER_FIELD } from '../thread/focus-composer.js';
import { spansOf } from './spans.js';

const MOST_HEIGHT_PX = 220;

interface Props {
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly hits: readonly GuardHit[];
  readonly label: string;
  readonly placeholder: string;
  readonly onText: (text: string) => void;
  readonly onComposing: (composing: boolean) => void;
  readonly onEnter: () => void;
}

/** A text field over a copy of its own text that carries the underlines: a textarea cannot. */
export function GuardedField(props: Props) {
  const { fieldRef, text, hits, onText, onComposing, onEnter } = props;
  const copy = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => grow(fieldRef.current), [text, fieldRef]);
  const blocked = hits.some((hit) => hit.severity === 'block');
  return (
    <div className={blocked ? 'guarded guarded-block' : 'guarded'}>
      <div className="guarded-copy" ref={copy} aria-hidden="true">
        {spansOf(text, hits).map((span) =>
          span.severity ? (
            <mark key={span.start} className={`hit hit-${span.severity}`}>
              {span.text}
            </mark>
          ) : (
            <span key={span.start}>{span.text}</span>
          ),
        )}
        {/* A last empty line has no height of its own in a div. */}
        {'\n'}
      </div>
      <textarea
        id={COMPOSER_FIELD}
        ref={fieldRef}
        className="guarded-field"
        rows={3}
        value={text}
        aria-label={props.label}
        aria-describedby="guard-line"
        aria-invalid={blocked}
        placeholder={props.placeholder}
        onChange={(event) => onText(event.target.value)}
        onCompositionStart={() => onComposing(true)}
        onCompositionEnd={() => onComposing(false)}
        onBlur={() => onComposing(false)}
        onScroll={(event) => {
          if (copy.current) copy.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onKeyDown={(event) => {
          if (!isSendEnter(event.nativeEvent)) return;
          event.preventDefault();
          onEnter();
        }}
      />
    </div>
  );
}

function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = 'auto';
  field.style.height = `${Math.min(MOST_HEIGHT_PX, field.scrollHeight + 2)}px`;
}
