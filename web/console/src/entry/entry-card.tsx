import type { ReactNode } from 'react';
import { Icon } from '../base/icons.js';
import { words } from '../base/words.js';

interface Props {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}

/** The frame of the two pages before the console. */
export function EntryCard({ title, hint, children }: Props) {
  return (
    <div className="entry">
      <header className="entry-brand">
        <span className="entry-logo">
          <Icon name="bolt" />
        </span>
        <p className="entry-name">{words.product}</p>
        <p className="entry-tag">{words.tagline}</p>
      </header>
      <main className="entry-main">
        <div className="entry-card">
          <h1>{title}</h1>
          <p className="entry-hint">{hint}</p>
          {children}
        </div>
      </main>
    </div>
  );
}
