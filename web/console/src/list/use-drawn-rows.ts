import { type RefCallback, useCallback, useEffect, useState } from 'react';

/** Rows drawn at first and added at a time: a full screen and some more. */
const STEP = 40;

/**
 * How many rows to draw, and the ref of the mark behind the last one: more are drawn when the mark
 * comes near. A list of hundreds then costs what one can see of it.
 */
export function useDrawnRows(tab: string): [number, RefCallback<HTMLElement>] {
  const [drawn, setDrawn] = useState(STEP);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another list, read from its top
  useEffect(() => setDrawn(STEP), [tab]);
  const mark = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setDrawn((count) => count + STEP);
      },
      { root: element.parentElement, rootMargin: '0px 0px 600px 0px' },
    );
    near.observe(element);
    return () => near.disconnect();
  }, []);
  return [drawn, mark];
}
