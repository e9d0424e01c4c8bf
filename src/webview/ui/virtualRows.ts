import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Range } from '../../core/model/matrixView';

/** Rows kept ready above and below what shows, so that a fast scroll meets no gap. */
const OVERSCAN = 8;

/** After a jump those are made when scrolling has rested this long: a frame has time for what shows. */
const REST_MS = 100;

const NOTHING: Range = { start: 0, end: 0 };

/** Rows of a list that are within sight, by pixels: `top` is how far the list's start lies above the view's. */
export function rowsInSight(
  top: number,
  height: number,
  rowHeight: number,
  count: number,
  overscan = OVERSCAN,
): Range {
  const start = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + overscan);
  return { start: Math.min(start, count), end: Math.max(Math.min(start, count), end) };
}

/**
 * What to add to a row's position for its key. A row keeps its key while some of the rows of the last
 * range are still there; after a jump the new rows take over the keys, and so the elements, of the old:
 * changing texts costs a frame a third of what making all rows anew does.
 */
export function keyShift(last: Range, shift: number, next: Range): number {
  return overlap(last, next) ? shift : shift + last.start - next.start;
}

function overlap(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Follows {@link keyShift} from one rendering to the next. */
export function useKeyShift(range: Range): number {
  const known = useRef({ range, shift: 0 });
  const shift = keyShift(known.current.range, known.current.shift, range);
  known.current = { range, shift };
  return shift;
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
    let last = NOTHING;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const update = (): void => {
      clearTimeout(rest);
      const top = view.getBoundingClientRect().top - rows.getBoundingClientRect().top;
      const near = rowsInSight(top, view.clientHeight, rowHeight, count);
      const jumped = last !== NOTHING && !overlap(last, near);
      if (jumped) rest = setTimeout(update, REST_MS);
      const next = jumped ? rowsInSight(top, view.clientHeight, rowHeight, count, 0) : near;
      last = next;
      setRange((known) => (known.start === next.start && known.end === next.end ? known : next));
    };
    update();
    view.addEventListener('scroll', update, { passive: true });
    const observer = new ResizeObserver(update);
    observer.observe(view);
    if (rows.parentElement !== null) observer.observe(rows.parentElement);
    return () => {
      clearTimeout(rest);
      view.removeEventListener('scroll', update);
      observer.disconnect();
    };
  }, [scroller, list, rowHeight, count]);
  return range;
}
