import { Button } from 'antd';
import type { Detail } from '../base/api-types.js';
import { fill, words } from '../base/words.js';
import type { Holding } from '../thread/use-holding.js';

export function NotHolder({ detail, holding }: { detail: Detail; holding: Holding }) {
  return (
    <div className="not-holder">
      <p>{textOf(detail)}</p>
      <Button type="primary" ghost onClick={() => holding.takeOver()} loading={holding.busy}>
        {words.takeOverFull}
      </Button>
    </div>
  );
}

function textOf({ holder, seat }: Detail): string {
  if (holder === 'bot') return words.heldByBot;
  if (holder === 'queue') return words.heldByQueue;
  return fill(words.heldByOther, { name: seat?.displayName ?? words.someone });
}
