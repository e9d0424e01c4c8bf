import type { Kernels } from './loadKernels';

/** Room in the memory of the kernels that is given back as a whole. */
export class Regions {
  private readonly taken: { readonly at: number; readonly bytes: number }[] = [];

  constructor(private readonly kernels: Kernels) {}

  /** @throws RangeError where no room is left. */
  take(bytes: number): number {
    const at = this.kernels.arena.take(bytes);
    this.taken.push({ at, bytes });
    return at;
  }

  release(): void {
    for (const { at, bytes } of this.taken.splice(0)) this.kernels.arena.release(at, bytes);
  }
}
