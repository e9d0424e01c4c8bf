import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** While `open`, closes on Escape, on a press outside of `box`, and when the keyboard moves out of it. */
export function useDismiss(
  box: RefObject<HTMLElement | null>,
  open: boolean,
  /** `byKey` when the person still has the keyboard in the box. */
  close: (byKey: boolean) => void,
): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!open || element === null) return undefined;
    const detach = new AbortController();
    const { signal } = detach;
    const isOutside = (target: EventTarget | null): boolean =>
      target instanceof Node && !element.contains(target);
    const onPress = (event: Event): void => {
      if (isOutside(event.target)) close(false);
    };
    window.addEventListener('pointerdown', onPress, { signal, capture: true });
    element.addEventListener(
      'focusout',
      (event) => {
        if (isOutside(event.relatedTarget)) close(false);
      },
      { signal },
    );
    element.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close(true);
      },
      { signal },
    );
    return () => {
      detach.abort();
    };
  }, [open]);
}
