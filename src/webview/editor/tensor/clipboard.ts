import type { TextFormat } from '../../../core/exchange/text';
import { host } from '../host';
import { block } from '../../tensor/selection';
import type { TensorState } from '../../tensor/tensorState';
import { length } from '../../tensor/viewport';

/** @throws Error with a sentence if nothing is selected. */
export async function copySelection(state: TensorState): Promise<void> {
  const selection = state.selection.peek();
  if (selection === null) {
    throw new Error(
      'No cells are selected. Select some in the grid or the heatmap, then copy again.',
    );
  }
  const { rows, columns } = block(selection);
  const { weight, name } = state.detail;
  const { text } = await host.text({
    weight,
    as: 'tsv',
    block: { view: state.view.peek(), rows, columns },
  });
  const what = `${length(rows)} × ${length(columns)} cells of ${name}`;
  await host.writeClipboard({ text, what });
}

export async function copyTensor(state: TensorState, as: TextFormat): Promise<void> {
  const { weight, name } = state.detail;
  const { text } = await host.text({ weight, as, block: null });
  await host.writeClipboard({ text, what: name });
}
