import type { DataChoice } from '../../core/dataset/choice';
import { rememberedSeed } from '../../core/dataset/split';
import type { TableInfo, ValidationRequest } from '../../protocol/data';
import type { RememberedValidation } from '../../protocol/dataPage';

export const USUAL_VALIDATION: ValidationRequest = {
  kind: 'fraction',
  fraction: 0.2,
  seed: 1,
  stratified: true,
};

/** What was not measured in training is not measured on what is evaluated. */
export function withoutFitting(choice: DataChoice): DataChoice {
  return {
    ...choice,
    inputs: choice.inputs.map((input) =>
      input.scaling.kind === 'standardise' ? { ...input, scaling: { kind: 'none' } } : input,
    ),
  };
}

/** What was remembered, of the tables that are open now. */
export function validationOf(
  remembered: RememberedValidation | null,
  { validation }: TableInfo,
  other: TableInfo | null,
): ValidationRequest {
  switch (remembered?.kind) {
    case undefined:
      return { kind: 'none' };
    case 'none':
      return remembered;
    case 'fraction':
      return { ...remembered, seed: rememberedSeed(remembered.seed) };
    case 'own':
      return validation === null ? USUAL_VALIDATION : { kind: 'table', table: validation.table };
    case 'file':
      return other === null ? USUAL_VALIDATION : { kind: 'table', table: other.table };
  }
}
