import { checkCopied, toText } from '../core/exchange/text';
import type { Weight } from '../core/model/model';
import { shownShape } from '../core/model/shownShape';
import type { TextKey } from '../protocol/model';
import { flatRead } from './flatRead';
import { latticeOf } from './lattice';
import type { OpenedModel } from './openedModel';
import { readMatrix } from './readMatrix';
import type { Turn } from './turns';

/** A block of a view, or the whole tensor, as text. @throws Error with a sentence where it is too large. */
export async function tensorText(
  opened: OpenedModel,
  weight: Weight,
  { as, block }: TextKey,
  turn: Turn,
): Promise<string> {
  const { shape } = shownShape(weight);
  if (block === null) {
    const { read, count } = opened.scanned(weight);
    checkCopied(count);
    const values = await read(0, count);
    await turn();
    return toText({ values, shape, dtype: weight.dtype }, as);
  }
  const { view, rows, columns } = block;
  const lattice = latticeOf(shape, view, rows, columns);
  checkCopied(lattice.rows * lattice.columns);
  const values = await readMatrix(flatRead(opened.source, weight), lattice, turn);
  const sizes = [
    ...(view.rowAxis === null ? [] : [lattice.rows]),
    ...(view.columnAxis === null ? [] : [lattice.columns]),
  ];
  // In a view, complex numbers are two real ones already.
  return toText(
    { values, shape: sizes, dtype: weight.dtype === 'complex64' ? 'float32' : weight.dtype },
    as,
  );
}
