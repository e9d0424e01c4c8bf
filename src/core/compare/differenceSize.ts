import type { TensorDifference } from './tensorDifference';

/** By what tensors are ranked: ||A - B|| / ||A||, and what has no such number but differs above all that have. */
export function differenceSize({ relative, changed }: TensorDifference): number {
  return relative ?? (changed > 0 ? Number.MAX_VALUE : 0);
}
