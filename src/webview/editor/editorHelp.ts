import { isEdited } from './edit/noteEdits';
import { host } from './host';
import { wholeModelScale } from './measures';
import type { TensorHelp } from '../tensor/tensorHelp';
import { TileAhead } from './tileAhead';

export const tileAhead = new TileAhead(host);

/** The model of this editor, with its unsaved edits. */
export const editorHelp: TensorHelp = { reader: tileAhead, isEdited, modelScale: wholeModelScale };
