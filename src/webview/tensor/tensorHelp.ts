import type { ReadonlySignal } from '@preact/signals';
import type { Client } from '../../protocol/channel';
import type { ModelApi } from '../../protocol/model';

export type ValueReader = Pick<Client<ModelApi>, 'tile' | 'cells'>;

/** What a page lends its views of tensors. */
export interface TensorHelp {
  readonly reader: ValueReader;
  /** Whether unsaved edits changed a weight. Whoever renders or computes by it is told of changes. */
  isEdited(weight: number): boolean;
  /** Largest finite |value| of all weights; null where it is not known. */
  readonly modelScale: ReadonlySignal<number | null>;
}
