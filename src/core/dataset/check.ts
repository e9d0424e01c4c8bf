import { ModelMismatchError } from '../errors';
import type { DataChoice } from './choice';
import type { DataModel } from './dataModel';
import { planDataset, type ValidationChoice } from './plan';
import type { Table } from './table';

/** The field of a form that a sentence belongs to. */
export type DataField =
  { readonly kind: 'input' | 'target'; readonly index: number } | { readonly kind: 'validation' };

/** What a choice comes to, told before anything is made of it. */
export interface DataCheck {
  readonly problems: readonly { readonly field: DataField; readonly message: string }[];
  /** Sentences about what is likely a mistake. */
  readonly warnings: readonly string[];
  /** Null where a problem stands in the way. */
  readonly rows: {
    readonly training: number;
    readonly validation: number;
    /** Rows without some value, of both tables. */
    readonly leftOut: number;
  } | null;
}

/** Plans as `planDataset` does, and says of each field alone what is wrong with it. */
export function checkChoice(
  table: Table,
  choice: DataChoice,
  model: DataModel,
  validation: ValidationChoice,
): DataCheck {
  try {
    const {
      training,
      validation: other,
      warnings,
      leftOut,
    } = planDataset(table, choice, model, validation);
    const rows = { training: training.rows.length, validation: other?.rows.length ?? 0, leftOut };
    return { problems: [], warnings, rows };
  } catch (error) {
    if (!(error instanceof ModelMismatchError)) throw error;
    return {
      problems: [{ field: { kind: 'input', index: 0 }, message: error.message }],
      warnings: [],
      rows: null,
    };
  }
}
