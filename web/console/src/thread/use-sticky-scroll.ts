import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Nearer to the end than this counts as being there. */
const NEAR_PX = 60;

export interface StickyScroll {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly away: boolean;
  /** What came while the reader was elsewhere. */
  readonly unread: number;
  readonly toEnd: () => void;
}

/** Stays at the end while the reader is there, also when the composer below grows; else never moves. */
export function useStickyScroll(count: number, own: number): StickyScroll {
  const box = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const ownBefore = useRef(own);
  const [away, setAway] = useState(false);
  const [seen, setSeen] = useState(count);

  const toEnd = useCallback(() => {
    stuck.current = true;
    setAway(false);
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, []);

  useLayoutEffect(() => {
    // One's own words are always brought into view.
    if (own > ownBefore.current) stuck.current = true;
    ownBefore.current = own;
    if (!stuck.current) return;
    toEnd();
    setSeen(count);
  }, [count, own, toEnd]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onScroll = (): void => {
      stuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
      setAway(!stuck.current);
    };
    const keep = (): void => {
      if (stuck.current) element.scrollTop = element.scrollHeight;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('load', keep, true);
    const watcher = new ResizeObserver(keep);
    watcher.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('load', keep, true);
      watcher.disconnect();
    };
  }, []);

  useEffect(() => {
    if (!away) setSeen(count);
  }, [away, count]);
  return { box, away, unread: Math.max(0, count - seen), toEnd };
}
