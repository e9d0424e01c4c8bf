import { useLayoutEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Range } from '../../core/model/matrixView';

/** Rows kept ready above and below what shows, so that a fast scroll meets no gap. */
const OVERSCAN = 8;

const NOTHING: Range = { start: 0, end: 0 };

/** Rows of a list that are within sight, by pixels: `top` is how far the list's start lies above the view's. */
export function rowsInSight(top: number, height: number, rowHeight: number, count: number): Range {
  const start = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + OVERSCAN);
  return { start: Math.min(start, count), end: Math.max(Math.min(start, count), end) };
}

/**
 * The rows of `list` to render, kept up to date while `scroller` scrolls and either changes size.
 * All rows have the same height in pixels.
 */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  rowHeight: number,
  count: number,
): Range {
  const [range, setRange] = useState(NOTHING);
  useLayoutEffect(() => {
    const view = scroller.current;
    const rows = list.current;
    if (view === null || rows === null) return undefined;
    const update = (): void => {
      const top = view.getBoundingClientRect().top - rows.getBoundingClientRect().top;
      const next = rowsInSight(top, view.clientHeight, rowHeight, count);
      setRange((known) => (known.start === next.start && known.end === next.end ? known : next));
    };
    update();
    view.addEventListener('scroll', update, { passive: true });
    const observer = new ResizeObserver(update);
    observer.observe(view);
    if (rows.parentElement !== null) observer.observe(rows.parentElement);
    return () => {
      view.removeEventListener('scroll', update);
      observer.disconnect();
    };
  }, [scroller, list, rowHeight, count]);
  return range;
}
