/** @jsxImportSource preact */
import { WarnIcon } from './icons.js';
import { QuickActions } from './quick-actions.js';
import { words } from './words.js';

/** What the page says before anybody has; the server stores nothing until the customer speaks. */
export function Greeting({ started, onSay }: { started: boolean; onSay: (text: string) => void }) {
  return (
    <section class="greeting" aria-label={words.robot}>
      <p class="who">{words.robot}</p>
      <div class="bubble bubble-in">{words.greeting}</div>
      <p class="danger-note">
        <WarnIcon />
        <span>
          <strong>{words.dangerTitle}</strong>
          {words.danger}
        </span>
      </p>
      {!started && (
        <div class="quick-card">
          <h2>{words.quickTitle}</h2>
          <QuickActions onSay={onSay} />
        </div>
      )}
      <p class="privacy">{words.privacy}</p>
    </section>
  );
}
