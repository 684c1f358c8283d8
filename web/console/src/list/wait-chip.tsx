import { durationText, waitLevel } from '../base/duration.js';
import { Icon } from '../base/icons.js';
import { useNow } from '../base/use-now.js';
import { fill, words } from '../base/words.js';

/** How long a customer has waited: by colour, sign and figure. */
export function WaitChip({ since }: { since: string }) {
  const waited = useNow() - Date.parse(since);
  return (
    <span className={`wait wait-${waitLevel(waited)}`}>
      <Icon name="clock" />
      {fill(words.waited, { time: durationText(waited) })}
    </span>
  );
}
