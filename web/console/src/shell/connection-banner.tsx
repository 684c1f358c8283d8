import { Icon } from '../base/icons.js';
import { type Store, useStore } from '../base/store.js';
import { words } from '../base/words.js';

export function ConnectionBanner({ offline }: { offline: Store<boolean> }) {
  const gone = useStore(offline);
  return (
    <div role="status">
      {gone && (
        <p className="banner">
          <Icon name="warn" />
          {words.offline}
        </p>
      )}
    </div>
  );
}
