import { asNumber, asString, property, type Json } from '../json';
import type { Scaling } from './choice';
import { parseScaling, texts } from './preprocessing';

/** What a model's metadata says of the data that it was trained on, as that of the samples does. */
export interface DataHints {
  readonly inputs: readonly string[] | undefined;
  readonly target: string | undefined;
  readonly classes: readonly string[] | undefined;
  readonly scaling: Scaling | undefined;
}

/** @param json the whole model.json. */
export function dataHints(json: Json | undefined): DataHints {
  const metadata = property(json, 'userDefinedMetadata');
  const given = parseScaling(property(metadata, 'standardised'));
  const by = asNumber(property(metadata, 'dividedBy'));
  const divide = by !== undefined && by > 0 && Number.isFinite(by);
  return {
    inputs: texts(property(metadata, 'inputs')),
    target: asString(property(metadata, 'output')),
    classes: texts(property(metadata, 'classes')),
    scaling: given ? { kind: 'given', ...given } : divide ? { kind: 'divide', by } : undefined,
  };
}
