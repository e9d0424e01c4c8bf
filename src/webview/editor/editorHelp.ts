import { isEdited } from './edit/noteEdits';
import { host } from './host';
import { wholeModelScale } from './measures';
import type { TensorHelp } from '../tensor/tensorHelp';
import { TileAhead } from './tileAhead';

// Not the host itself: modules import each other in a circle, and it may not be there yet.
export const tileAhead = new TileAhead({
  cells: (...call) => host.cells(...call),
  tile: (...call) => host.tile(...call),
});

/** The model of this editor, with its unsaved edits. */
export const editorHelp: TensorHelp = { reader: tileAhead, isEdited, modelScale: wholeModelScale };
