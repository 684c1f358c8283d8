import { useEffect } from 'react';
import { useStore } from '../base/store.js';
import { words } from '../base/words.js';
import type { ConversationList } from '../data/conversation-list.js';

/** `(3) 接诉 · 坐席工作台`: how many wait, readable while another window is in front. */
export function useDocumentTitle(list: ConversationList): void {
  const { byId } = useStore(list.state);
  let waiting = 0;
  for (const summary of byId.values()) if (summary.waitingSince !== null) waiting += 1;
  useEffect(() => {
    const name = `${words.product} · ${words.console}`;
    document.title = waiting > 0 ? `(${waiting}) ${name}` : name;
  }, [waiting]);
}
