import { cellsPatch } from '../../core/model/edits/cellsPatch';
import { cellName, valueText } from '../../core/model/edits/editNames';
import { holdingOf } from '../../core/model/edits/holding';
import { checkRoom, parsePasted, pastedValues } from '../../core/model/edits/pastedText';
import { shownName } from '../../core/format/sentence';
import { columnCount, rowCount } from '../../core/model/matrixView';
import { shownShape } from '../../core/model/shownShape';
import type { EditRequest } from '../../protocol/edit';
import { flatRead } from '../flatRead';
import { latticeOf } from '../views/lattice';
import type { OpenedModel } from '../openedModel';
import { readMatrix } from '../views/readMatrix';
import type { Draft } from './making';

/** One cell or a pasted block. */
export function cellsDraft(
  request: Extract<EditRequest, { readonly kind: 'cells' }>,
  opened: OpenedModel,
): Draft {
  const { view, row, column, text } = request;
  const weight = opened.weight(request.weight);
  const { shape } = shownShape(weight);
  // The first cell is there before the block's size is judged.
  latticeOf(shape, view, { start: row, end: row + 1 }, { start: column, end: column + 1 });
  const pasted = parsePasted(text);
  checkRoom(pasted, {
    rows: rowCount(shape, view) - row,
    columns: columnCount(shape, view) - column,
  });
  const rows = { start: row, end: row + pasted.rows };
  const columns = { start: column, end: column + pasted.columns };
  // Read once as if stored in full, so that what is wrong is said before anything is asked.
  pastedValues(pasted, weight, holdingOf(weight, 'float32'));
  return {
    weights: [weight],
    make: async ({ values, turn, storageOf }) => {
      const after = pastedValues(pasted, weight, holdingOf(weight, storageOf(weight)));
      const lattice = latticeOf(shape, view, rows, columns);
      const before = await readMatrix(flatRead(values.source('edited'), weight), lattice, turn);
      const patch = cellsPatch(weight, lattice, before, after);
      const label =
        pasted.texts.length === 1
          ? `Set ${cellName(weight, shape, lattice.offset)} to ${valueText(weight, after[0] ?? 0)}`
          : `Paste ${pasted.rows} × ${pasted.columns} values into ${shownName(weight.name)}`;
      return { label, patches: patch === undefined ? [] : [patch] };
    },
  };
}
