import { effect } from '@preact/signals';
import type { TensorState } from '../../tensor/tensorState';

/** What is read after the picture waits for it no longer than so: a person does not notice. */
const PATIENCE_MS = 150;

/**
 * Begins what takes a frame or more when the picture is on screen, so that it does not keep it waiting;
 * at once where there is no picture.
 * @param begin Returns what ends it.
 * @returns What ends it, begun or not.
 */
export function afterPicture(state: TensorState, begin: () => () => void): () => void {
  if (state.detail.dtype === 'string' || state.pictured.peek()) return begin();
  let end: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const beginIn = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stop();
      end = begin();
    }, ms);
  };
  beginIn(PATIENCE_MS);
  const stop = effect(() => {
    // Within the frame that draws the picture, it would be late by all this.
    if (state.pictured.value) beginIn(0);
  });
  return () => {
    clearTimeout(timer);
    stop();
    end?.();
  };
}
