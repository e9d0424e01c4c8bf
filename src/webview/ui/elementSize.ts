import { useLayoutEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Size of an element's content box in CSS pixels, followed as it changes.
 * @param expectedWidth Width to begin with where it is known, else 0. The element, which then has neither
 *   padding nor border, is measured before it is first painted: a frame earlier, at the price of a layout.
 */
export function useElementSize(
  ref: RefObject<HTMLElement | null>,
  expectedWidth?: () => number,
): Size {
  const [size, setSize] = useState<Size>(() => ({ width: expectedWidth?.() ?? 0, height: 0 }));
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    if (expectedWidth !== undefined) {
      const { width, height } = element.getBoundingClientRect();
      setSize({ width, height });
    }
    let request = 0;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      cancelAnimationFrame(request);
      // Within the callback, a change of layout would be an endless loop in the browser's eyes: an error event.
      request = requestAnimationFrame(() => {
        setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
      });
    });
    observer.observe(element);
    return () => {
      cancelAnimationFrame(request);
      observer.disconnect();
    };
  }, [ref]);
  return size;
}
