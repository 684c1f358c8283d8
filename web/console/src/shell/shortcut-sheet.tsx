import { words } from '../base/words.js';
import { Dialog } from './dialog.js';

const KEYS: readonly (readonly [string, string])[] = [
  ['Alt + J', words.keys.next],
  ['Alt + K', words.keys.previous],
  ['Alt + G', words.keys.takeOver],
  ['Alt + 1–3', words.keys.suggestion],
  ['Alt + R', words.keys.rewrite],
  ['Enter', words.keys.send],
  ['Ctrl + Enter', words.keys.send],
  ['Shift + Enter', words.keys.newline],
  ['?', words.keys.sheet],
];

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={words.shortcuts} onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([key, meaning]) => (
          <div key={key} className="keys-row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
