import { ModelMismatchError } from '../../core/errors';
import { shownName } from '../../core/format/sentence';
import type { CallOptions, Client } from '../../protocol/channel';
import type { ComparisonApi } from '../../protocol/compare';
import { bringValues, type Brought } from '../edits/bringValues';
import type { ModelDocument } from '../modelDocument';
import { elementsOf } from '../../core/model/strides';

/**
 * Gives A tensors of B, as one edit.
 * @param document A, as it is open.
 * @param pairs Indices of matched pairs.
 * @param from What the user calls B.
 * @throws ModelMismatchError where a tensor holds text, or A's cannot hold what B has.
 */
export async function copyToA(
  document: ModelDocument,
  comparison: Client<ComparisonApi>,
  pairs: readonly number[],
  from: string,
  options: CallOptions<{ readonly fraction: number }>,
): Promise<Brought | null> {
  const { signal } = options;
  const lines = (
    await Promise.all(
      pairs.map((pair) => comparison.pairLines({ start: pair, end: pair + 1 }, { signal })),
    )
  ).flat();
  const tensors = await Promise.all(
    lines.map(async ({ a, b, name }) => {
      const { dtype, shape } = await comparison.detail({ weight: a }, { signal });
      if (dtype === 'string')
        throw new ModelMismatchError(
          `${shownName(name)} holds text, which is compared and not copied.`,
        );
      return {
        weight: a,
        count: elementsOf(shape),
        read: (start: number, end: number) =>
          comparison.sideValues({ side: 'b', weight: b, start, end }, { signal }),
      };
    }),
  );
  const [first] = lines;
  const what = lines.length === 1 ? first?.name : first?.layerName;
  return bringValues(document, { label: `Copy ${what ?? ''} from ${from}`, tensors }, options);
}
