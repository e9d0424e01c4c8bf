import type { Signal } from '@preact/signals';
import type { RefObject } from 'preact';

/** Pixels, as in VS Code's own tables. */
export const ROW_HEIGHT = 22;
export const HEADER_HEIGHT = 26;

/** The position that a key leads to from `at`, in a list of `count` rows of which `pageRows` fit on screen. */
export function movedTo(
  key: string,
  at: number,
  count: number,
  pageRows: number,
): number | undefined {
  const step = Math.max(1, pageRows - 1);
  const wanted = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + step,
    PageUp: at - step,
    Home: 0,
    End: count - 1,
  }[key];
  return wanted === undefined ? undefined : Math.max(0, Math.min(count - 1, wanted));
}

/** Keys of the table's body: move the focus, keep it in sight, choose with Enter or the space bar. */
export function useTableFocus(
  scroller: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  focused: Signal<number>,
  count: number,
  choose: (position: number) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    const view = scroller.current;
    if (event.target !== event.currentTarget || view === null || list.current === null) return;
    if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(focused.value);
      return;
    }
    const pageRows = Math.floor((view.clientHeight - HEADER_HEIGHT) / ROW_HEIGHT);
    const position = movedTo(event.key, focused.value, count, pageRows);
    if (position === undefined) return;
    event.preventDefault();
    focused.value = position;
    bringIntoSight(view, list.current, position);
  };
}

/** Scrolls just as far as needed; the header stays on top and covers what lies under it. */
export function bringIntoSight(view: HTMLElement, list: HTMLElement, position: number): void {
  const listTop = list.getBoundingClientRect().top - view.getBoundingClientRect().top;
  const top = listTop + position * ROW_HEIGHT;
  if (top < HEADER_HEIGHT) view.scrollTop += top - HEADER_HEIGHT;
  else if (top + ROW_HEIGHT > view.clientHeight) {
    view.scrollTop += top + ROW_HEIGHT - view.clientHeight;
  }
}
