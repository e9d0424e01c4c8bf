import { property, type Json } from '../json';
import type { MetadataChange } from '../model/edits/edit';
import { parsePreprocessing, type Preprocessing } from './preprocessing';

/** In `userDefinedMetadata`, beside the receipts of injections. */
const KEY = 'weightscope.preprocessing';

/** What turned rows into the model's inputs and targets, as an edit keeps it with the model. */
export function preprocessingMetadata({ inputs, targets }: Preprocessing): MetadataChange {
  return {
    key: KEY,
    value: {
      inputs: inputs.map(({ columns, scaling }) => ({
        columns,
        scaling: scaling && { mean: scaling.mean, std: scaling.std },
      })),
      targets: targets.map(({ columns, classes }) => ({ columns, classes })),
    },
  };
}

/**
 * What was kept with a model; undefined where there is nothing or it is not whole.
 * @param json the whole model.json.
 */
export function keptPreprocessing(json: Json | undefined): Preprocessing | undefined {
  return parsePreprocessing(property(property(json, 'userDefinedMetadata'), KEY));
}
