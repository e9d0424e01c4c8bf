import { type Kernels, loadKernels } from './loadKernels';

/** Two measurings at once, one on screen and one in the background, need no new instance. */
const MOST_IDLE = 2;

/**
 * Instances of the kernels for one thread: each measuring has one to itself, for the tables of
 * several would not fit one memory.
 */
export class KernelShelf {
  private readonly idle: Kernels[] = [];

  constructor(private readonly load: () => Kernels | undefined = () => loadKernels()) {}

  /** Undefined where there are no compiled kernels or the engine has no SIMD. */
  take(): Kernels | undefined {
    return this.idle.pop() ?? this.load();
  }

  /** Takes back an instance, everything in its memory released. */
  give(kernels: Kernels): void {
    if (this.idle.length < MOST_IDLE) this.idle.push(kernels);
  }
}

/** Of this thread. */
export const shelf = new KernelShelf();
