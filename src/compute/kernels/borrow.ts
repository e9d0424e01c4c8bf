import { type Kernels, loadKernels } from './loadKernels';

/** Two measurings at once, one on screen and one in the background, need no new instance. */
const MOST_IDLE = 2;

const idle: Kernels[] = [];

/**
 * Hands out an instance of the kernels that nobody else of this thread uses, for tables of several
 * tensors would not fit one memory; undefined where there are none.
 */
export function borrowKernels(): Kernels | undefined {
  return idle.pop() ?? loadKernels();
}

/** Takes back what was borrowed, everything in its memory released. */
export function returnKernels(kernels: Kernels): void {
  if (idle.length < MOST_IDLE) idle.push(kernels);
}
