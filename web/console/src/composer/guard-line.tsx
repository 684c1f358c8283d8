import { Button } from 'antd';
import { useState } from 'react';
import type { GuardHit } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import { guardClassName } from '../base/labels.js';
import { fill, words } from '../base/words.js';
import type { Guarded } from './use-guard.js';

/** One line for the worst hit, the others on demand, and the whole text as it could be sent. */
export function GuardLine({ guarded, onRewrite }: { guarded: Guarded; onRewrite: () => void }) {
  const [open, setOpen] = useState(false);
  const hits = [...guarded.hits].sort((a, b) => weight(a) - weight(b));
  const shown = open ? hits : hits.slice(0, 1);
  return (
    <div id="guard-line" role="status">
      {hits.length > 0 && (
        <div className={`guard guard-${guarded.verdict}`}>
          <ul className="guard-hits">
            {shown.map((hit) => (
              <Hit key={`${hit.start}-${hit.class}`} hit={hit} />
            ))}
          </ul>
          {hits.length > 1 && (
            <button type="button" className="guard-more" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? words.guardLess : fill(words.guardMore, { n: hits.length })}
            </button>
          )}
          {guarded.rewritten !== null && (
            <div className="guard-rewrite">
              <p>
                <b>{words.guardRewrite}</b> {guarded.rewritten}
              </p>
              <Button size="small" onClick={onRewrite} aria-keyshortcuts="Alt+R">
                {words.guardApply} <kbd>Alt+R</kbd>
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

const weight = (hit: GuardHit): number => (hit.severity === 'block' ? 0 : 1);

function Hit({ hit }: { hit: GuardHit }) {
  const block = hit.severity === 'block';
  return (
    <li className={`guard-hit guard-hit-${hit.severity}`}>
      <Icon name={block ? 'block' : 'warn'} />
      <p>
        <b>
          {block ? words.guardBlock : words.guardWarn} · {guardClassName(hit.class)}
        </b>
        {`“${hit.text}” ${hit.why}`}
      </p>
    </li>
  );
}
