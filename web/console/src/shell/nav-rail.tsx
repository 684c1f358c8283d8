import type { User } from '../base/api-types.js';
import { Icon } from '../base/icons.js';
import { openConversation } from '../base/route.js';
import { words } from '../base/words.js';

interface Props {
  readonly me: User;
  readonly onSheet: () => void;
  readonly onSignOut: () => void;
}

export function NavRail({ me, onSheet, onSignOut }: Props) {
  return (
    <header className="rail">
      <h1 className="rail-brand">
        <Icon name="bolt" />
        <span>{words.product}</span>
        <span className="hidden">{words.console}</span>
      </h1>
      <nav aria-label={words.console}>
        <button
          type="button"
          className="rail-item"
          aria-current="page"
          onClick={() => openConversation(null)}
        >
          <Icon name="chat" />
          {words.conversations}
        </button>
      </nav>
      <div className="rail-foot">
        <button type="button" className="rail-item" onClick={onSheet}>
          <Icon name="keyboard" />
          {words.shortcuts}
        </button>
        <p className="rail-me" title={me.username}>
          <span className="avatar avatar-me" aria-hidden="true">
            {[...me.displayName][0]}
          </span>
          <span className="rail-name">{me.displayName}</span>
        </p>
        <button type="button" className="rail-item" onClick={onSignOut} aria-label={words.signOut}>
          <Icon name="leave" />
          {words.signOutNow}
        </button>
      </div>
    </header>
  );
}
