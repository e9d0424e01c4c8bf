import { isEdited } from './edit/noteEdits';
import { host } from './host';
import { wholeModelScale } from './measures';
import type { TensorHelp } from '../tensor/tensorHelp';
import { TilesAhead } from './tilesAhead';

export const tilesAhead = new TilesAhead(host);

/** The model of this editor, with its unsaved edits. */
export const editorHelp: TensorHelp = { reader: tilesAhead, isEdited, modelScale: wholeModelScale };
