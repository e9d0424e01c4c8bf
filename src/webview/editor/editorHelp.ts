import { isEdited } from './edit/noteEdits';
import { host } from './host';
import { wholeModelScale } from './measures';
import type { TensorHelp } from '../tensor/tensorHelp';

/** The model of this editor, with its unsaved edits. */
export const editorHelp: TensorHelp = { reader: host, isEdited, modelScale: wholeModelScale };
