import { untracked } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { generation, revision } from '../state';

/** Calls back whenever the values of a weight may have become others: by an edit, or as the files were read again. */
export function useValuesChanged(weight: number, changed: () => void): void {
  useLayoutEffect(() => {
    const from = { opened: generation.peek(), revised: revision.peek().count };
    const stops = [
      generation.subscribe((opened) => {
        if (opened !== from.opened) untracked(changed);
      }),
      revision.subscribe(({ count, weights }) => {
        if (count !== from.revised && weights.has(weight)) untracked(changed);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
}
