import { useState } from 'react';
import { faultOf } from '../base/api.js';
import type { Detail } from '../base/api-types.js';
import { faultText } from '../base/fault-text.js';
import { fill, words } from '../base/words.js';
import { useWorkspace } from '../data/workspace.js';
import { focusComposer } from './focus-composer.js';

/** Why the last attempt failed; `mayForce` when a supervisor could take it all the same. */
export interface HoldingFault {
  readonly text: string;
  readonly mayForce: boolean;
}

export interface Holding {
  readonly mine: boolean;
  readonly busy: boolean;
  readonly fault: HoldingFault | null;
  readonly takeOver: (force?: boolean) => void;
  readonly handBack: () => void;
  readonly dismiss: () => void;
}

/** Taking a conversation and giving it back, with what happens when somebody else was faster. */
export function useHolding(detail: Detail): Holding {
  const { threads, me } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<HoldingFault | null>(null);

  const attempt = async (act: () => Promise<void>, failed: string): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      await act();
    } catch (error) {
      const refused = faultOf(error);
      void threads.refresh(detail.id);
      if (refused.code === 'seats.held_by_other') {
        const text = fill(words.takenBy, { name: detail.seat?.displayName ?? words.someone });
        setFault({ text, mayForce: me.role !== 'agent' });
      } else {
        setFault({ text: `${failed}：${faultText(refused)}`, mayForce: false });
      }
    } finally {
      setBusy(false);
    }
  };

  const take = async (force: boolean): Promise<void> => {
    await threads.takeOver(detail.id, force);
    focusComposer();
  };
  return {
    mine: detail.holder === 'seat' && detail.seat?.id === me.id,
    busy,
    fault,
    takeOver: (force = false) => void attempt(() => take(force), words.takeOverFailed),
    handBack: () => void attempt(() => threads.handBack(detail.id), words.handBackFailed),
    dismiss: () => setFault(null),
  };
}
