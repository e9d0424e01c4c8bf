import { checkCopied, type TextBlock, textPieces } from '../../core/exchange/text';
import type { Weight } from '../../core/model/model';
import { shownShape } from '../../core/model/shownShape';
import type { TextKey } from '../../protocol/model';
import { flatRead } from '../flatRead';
import { latticeOf } from './lattice';
import type { OpenedModel } from '../openedModel';
import { readMatrix } from './readMatrix';
import type { Turn } from '../turns';

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
    return inTurns({ values, shape, dtype: weight.dtype }, as, turn);
  }
  const { view, rows, columns } = block;
  const lattice = latticeOf(shape, view, rows, columns);
  checkCopied(lattice.rows * lattice.columns);
  const values = await readMatrix(flatRead(opened.values.source('edited'), weight), lattice, turn);
  const sizes = [
    ...(view.rowAxis === null ? [] : [lattice.rows]),
    ...(view.columnAxis === null ? [] : [lattice.columns]),
  ];
  // In a view, complex numbers are two real ones already.
  const dtype = weight.dtype === 'complex64' ? 'float32' : weight.dtype;
  return inTurns({ values, shape: sizes, dtype }, as, turn);
}

async function inTurns(block: TextBlock, as: TextKey['as'], turn: Turn): Promise<string> {
  const pieces: string[] = [];
  for (const piece of textPieces(block, as)) {
    pieces.push(piece);
    await turn();
  }
  return pieces.join('');
}
