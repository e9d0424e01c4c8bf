import { PieceMoments } from '../../core/measure/pieceMoments';
import { MAX_RANKED } from '../../core/measure/rankSearch';
import type { Measures } from '../../core/measure/statistics';
import { measuresOf, type Turn, turnOf } from '../../core/measure/twoPasses';
import { FirstPass } from './firstPass';
import type { Kernels } from './loadKernels';
import { SecondPass } from './secondPass';

/**
 * What `Measuring` does, by the kernels: the same four steps, over pieces of float32 that lie in
 * their memory. Counts, extremes, quantiles and histogram have the same bits however the tensor is
 * cut, moments the same bits wherever it is cut alike, in whatever order the pieces come.
 *
 * A tensor of a few thousand values takes `Measuring` less time, for it sorts where this clears and
 * walks 65,536 counts. Several workers share a tensor by the parts that this is made of.
 */
export class FloatMeasuring {
  private readonly isRanked: boolean;
  private readonly firstPass: FirstPass;
  private readonly pieces = new PieceMoments();
  private turned: Turn | undefined;
  private secondPass: SecondPass | undefined;

  /** @param count All elements of the tensor. */
  constructor(
    private readonly kernels: Kernels,
    count: number,
  ) {
    this.isRanked = count <= MAX_RANKED;
    this.firstPass = new FirstPass(kernels, this.isRanked);
  }

  /** @param start Flat index of the first of `length` values at the address `values`. */
  first(values: number, length: number, start: number): void {
    this.pieces.add(this.firstPass.add(values, length), start);
  }

  /** @returns Whether the second pass is needed: of a constant tensor all is known by now. */
  turn(): boolean {
    const highs = this.isRanked ? this.firstPass.highCounts() : undefined;
    this.turned = turnOf(this.pieces.merged(), highs);
    const { plan } = this.turned;
    if (plan !== undefined) this.secondPass = new SecondPass(this.kernels, plan);
    return plan !== undefined;
  }

  second(values: number, length: number): void {
    this.secondPass?.add(values, length);
  }

  result(): Measures {
    const { turned, secondPass } = this;
    if (turned === undefined) throw new Error('There is no result before the turn.');
    return measuresOf(turned, () => {
      if (secondPass === undefined) throw new Error('There is no result before the second pass.');
      return secondPass.counts();
    });
  }

  /** Gives the memory back. */
  dispose(): void {
    this.firstPass.dispose();
    this.secondPass?.dispose();
  }
}
