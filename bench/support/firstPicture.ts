import type { Frame } from 'playwright-core';

export interface FirstPicture {
  /** Milliseconds from the click to the end of the frame's script that drew the first tiles. */
  readonly first: number;
  /** The same for the picture in which every tile is made from all values. */
  readonly whole: number;
}

/** A picture that has not come by then will not. */
const PATIENCE_MS = 60_000;

/**
 * Selects a tensor in the tree and measures, by the page's own clock, when its picture is drawn.
 * @throws Error with a sentence where it is selected already, or its picture does not come.
 */
export async function firstPicture(frame: Frame, name: string): Promise<FirstPicture> {
  const row = frame.getByRole('treeitem').filter({ hasText: name }).first();
  await row.scrollIntoViewIfNeeded();
  if ((await row.getAttribute('aria-selected')) === 'true') {
    throw new Error(`${name} is on screen already: what is drawn first is drawn.`);
  }
  const measured = await frame.evaluateHandle((patience) => {
    let clicked = NaN;
    addEventListener('click', ({ timeStamp }) => (clicked = timeStamp), {
      capture: true,
      once: true,
    });
    const picture = new Promise<FirstPicture | null>((resolve) => {
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
      setTimeout(() => resolve(null), patience);
    });
    return { picture };
  }, PATIENCE_MS);
  await row.click();
  const picture = await measured.evaluate(({ picture }) => picture);
  if (picture === null) {
    throw new Error(`The whole picture of ${name} did not come within ${PATIENCE_MS / 1000} s.`);
  }
  return picture;
}
