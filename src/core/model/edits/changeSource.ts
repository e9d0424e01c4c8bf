import { ModelMismatchError } from '../../errors';
import { shownName } from '../../format/sentence';
import type { Numbers } from '../../format/valueKind';
import type { WeightEntry } from '../../format/weightEntry';
import type { WeightSource, WeightValues } from '../../format/weightSource';
import { differences } from './changedValues';
import type { OverlaySource } from './overlaySource';

/** What edits change each value by, as float32 whatever the type of the weight. Reads no range that they leave alone. */
export class ChangeSource implements WeightSource {
  constructor(
    private readonly before: WeightSource,
    private readonly after: OverlaySource,
  ) {}

  async read(weight: WeightEntry, start: number, end: number): Promise<WeightValues> {
    if (weight.dtype === 'string')
      throw new ModelMismatchError(
        `${shownName(weight.name)} holds text, which has no difference.`,
      );
    if (!this.after.touches(weight, start, end))
      return new Float32Array((end - start) * (weight.dtype === 'complex64' ? 2 : 1));
    const [before, after] = await Promise.all([
      this.before.read(weight, start, end),
      this.after.read(weight, start, end),
    ]);
    return differences(before as Numbers, after as Numbers);
  }
}
