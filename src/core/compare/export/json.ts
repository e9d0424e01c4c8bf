import type { Comparison, PairDifference } from '../comparison';
import { wholeModel } from '../rankPairs';
import { ALIGNMENT_DEFINITIONS, alignmentJson } from './alignmentJson';
import { asOne, figures } from './figures';

/** What the file says it is; the number grows when a reader of the last would be misled. */
const SCHEMA = 'weightscope-comparison/1';

/** What each name stands for, for somebody who has the file and nothing else. */
const DEFINITIONS = {
  relative: '||A - B|| / ||A||, Frobenius norms; A is the reference',
  cosine: 'cosine of A and B as vectors',
  maxDifference: 'largest |A - B|, at the flat row-major index maxDifferenceAt',
  changed: 'places whose bits differ; NaN equals NaN, 0 and -0 differ',
  bothNaN: 'places that are NaN in both',
  pairs: 'places where both are finite; norms, cosine and differences are over these',
  missing: 'why a number is null',
};

/**
 * All that the comparison found, tensors in the order of A. Numbers are numbers, or null with the
 * reason in `missing`; a tensor that cannot be read has `problem` instead.
 */
export function comparisonJson(
  { sides, overview, lines, structure, results, aligned }: Comparison,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const tensors = lines.map(({ pair, name, nameInB, ...line }) => ({
    ...{ name, nameInB, layer: line.layerName, layerClass: line.layerClass, role: line.role },
    ...{ shape: line.shape, parameters: line.parameters, by: line.by, doubt: line.doubt },
    storage: line.storage,
    ...found(results.get(pair)),
  }));
  const definitions =
    aligned === null ? DEFINITIONS : { ...DEFINITIONS, alignment: ALIGNMENT_DEFINITIONS };
  const alignment = aligned === null ? {} : { alignment: alignmentJson(aligned) };
  const side = (of: 'a' | 'b') => ({
    label: sides[of].name,
    path: sides[of].path,
    ...overview[of],
  });
  const model = asOne(wholeModel(results.values()));
  return JSON.stringify(
    {
      ...{ schema: SCHEMA, definitions },
      ...{ a: side('a'), b: side('b'), pairs: lines.length },
      ...{ tensors, structure, model, ...alignment, ...more },
    },
    null,
    2,
  );
}

function found(result: PairDifference | undefined): object {
  if (result === undefined) return { problem: 'It was not compared.' };
  if ('problem' in result) return { problem: result.problem };
  return { bitIdentical: result.difference.changed === 0, ...figures(result.difference) };
}
