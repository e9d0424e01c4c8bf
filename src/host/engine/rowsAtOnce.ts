import type { LoadedModel } from '../../protocol/engine';

const USUAL_BATCH = 128;

/** Rows that go through a model at once; what it says does not depend on it. */
export function rowsAtOnce({ inputs }: LoadedModel): number {
  return inputs[0]?.batch ?? USUAL_BATCH;
}
