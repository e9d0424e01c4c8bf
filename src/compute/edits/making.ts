import type { QuantizedStorage, Patch } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import type { Weight } from '../../core/model/model';
import type { OpenedModel } from '../openedModel';
import type { Turn } from '../turns';
import type { EditedValues } from './editedValues';

/** What an edit is made with. */
export interface Making {
  readonly opened: OpenedModel;
  /** The values that it is to change. */
  readonly values: EditedValues;
  readonly store: ValueStore | undefined;
  readonly turn: Turn;
  readonly progress: (fraction: number) => void;
  /** How a quantized weight is stored once edited. */
  readonly storageOf: (weight: Weight) => QuantizedStorage | undefined;
}

/** A request that makes sense, before anything was read for it. */
export interface Draft {
  readonly weights: readonly Weight[];
  /** Whether `make` puts whole tensors into the store. */
  readonly writesFiles?: boolean;
  /** @returns Patches of those weights only that they change, and what the edit is called. */
  make(making: Making): Promise<{ readonly label: string; readonly patches: readonly Patch[] }>;
}
