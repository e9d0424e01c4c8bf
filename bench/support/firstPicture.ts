import type { Frame } from 'playwright-core';

export interface FirstPicture {
  /** Milliseconds from the click to the end of the frame's script that drew the first tiles. */
  readonly first: number;
  /** The same for the picture in which every tile is made from all values. */
  readonly whole: number;
}

/** Selects a tensor in the tree and measures, by the page's own clock, when its picture is drawn. */
export async function firstPicture(frame: Frame, name: string): Promise<FirstPicture> {
  const row = frame.getByRole('treeitem').filter({ hasText: name }).first();
  await row.scrollIntoViewIfNeeded();
  const measured = await frame.evaluateHandle(() => {
    let clicked = NaN;
    addEventListener('click', ({ timeStamp }) => (clicked = timeStamp), {
      capture: true,
      once: true,
    });
    const picture = new Promise<FirstPicture>((resolve) => {
      let first = NaN;
      const observer = new MutationObserver((records) => {
        for (const { target } of records) {
          const { drawn } = (target as HTMLElement).dataset;
          if (drawn === undefined || drawn === 'nothing' || Number.isNaN(clicked)) continue;
          const took = performance.now() - clicked;
          if (Number.isNaN(first)) first = took;
          if (drawn !== 'exactly') continue;
          observer.disconnect();
          resolve({ first, whole: took });
        }
      });
      observer.observe(document.body, { subtree: true, attributeFilter: ['data-drawn'] });
    });
    return { picture };
  });
  await row.click();
  return measured.evaluate(({ picture }) => picture);
}
