import { useLayoutEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of an element's content box in CSS pixels, followed as it changes. */
export function useElementSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
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
