import { type FocusEvent, type UIEvent, useRef } from 'react';
import type { ConversationList } from '../data/conversation-list.js';

/** Scrolled further than this, a reader has their eyes on some row. */
const SCROLLED_PX = 40;

/** Tells the list when its rows must not move: pointer over it, keyboard in it, or scrolled. */
export function useListHold(list: ConversationList) {
  const why = useRef({ pointer: false, keyboard: false, scrolled: false });
  const note = (change: Partial<typeof why.current>): void => {
    why.current = { ...why.current, ...change };
    const { pointer, keyboard, scrolled } = why.current;
    list.hold(pointer || keyboard || scrolled);
  };
  return {
    onPointerEnter: () => note({ pointer: true }),
    onPointerLeave: () => note({ pointer: false }),
    // A click focuses a row too, but then the pointer says what the person is doing.
    onFocus: (event: FocusEvent) => note({ keyboard: event.target.matches(':focus-visible') }),
    onBlur: () => note({ keyboard: false }),
    onScroll: (event: UIEvent) => note({ scrolled: event.currentTarget.scrollTop > SCROLLED_PX }),
  };
}
