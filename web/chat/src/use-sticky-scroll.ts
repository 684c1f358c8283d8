import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Nearer to the end than this counts as being there. */
const NEAR_PX = 60;

export interface StickyScroll {
  readonly box: RefObject<HTMLDivElement | null>;
  /** The reader has scrolled up. */
  readonly away: boolean;
  /** What came since. */
  readonly unread: number;
  readonly toEnd: () => void;
}

/**
 * Keeps a scroller at its end while the reader is there, and leaves it alone while not. Growing
 * pictures and a growing composer count too; one's own message always brings the end into view.
 */
export function useStickyScroll(count: number, own: number, typing: boolean): StickyScroll {
  const box = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const seen = useRef(0);
  const ownBefore = useRef(0);
  const [away, setAway] = useState(false);

  const toEnd = (): void => {
    stuck.current = true;
    setAway(false);
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the content changed, not when toEnd is new
  useLayoutEffect(() => {
    if (own > ownBefore.current) stuck.current = true;
    ownBefore.current = own;
    if (stuck.current) toEnd();
  }, [count, own, typing]);

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
    const watcher = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(keep);
    watcher?.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('load', keep, true);
      watcher?.disconnect();
    };
  }, []);

  if (!away) seen.current = count;
  return { box, away, unread: count - seen.current, toEnd };
}
