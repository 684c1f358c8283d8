import { openConversation, openedId } from '../base/route.js';
import type { ConversationList } from '../data/conversation-list.js';
import { neighbour } from '../data/list-order.js';
import { isAlt, isQuestionMark } from './keys.js';
import { useKey } from './use-key.js';

/** Alt+J and Alt+K walk through the list as it is on screen; `?` opens the sheet. */
export function useListKeys(list: ConversationList, openSheet: () => void): void {
  const step = (by: 1 | -1): boolean => {
    const id = neighbour(list.state.get().slots, openedId(), by);
    if (id) openConversation(id);
    return true;
  };
  useKey((event) => {
    if (isAlt(event, 'J')) return step(1);
    if (isAlt(event, 'K')) return step(-1);
    if (!isQuestionMark(event, event.target)) return false;
    openSheet();
    return true;
  });
}
