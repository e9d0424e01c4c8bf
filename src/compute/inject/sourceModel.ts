import type { WeightSource } from '../../core/format/weightSource';
import type { Model, Weight } from '../../core/model/model';

/** A file that weights can be taken from: a saved model, or arrays in a file. */
export interface SourceModel {
  readonly model: Model;
  readonly source: WeightSource;
  /** Why a weight cannot be read, in one sentence; undefined if it can. */
  problemOf(weight: Weight): Promise<string | undefined>;
  /** Sentences about the file as a whole. */
  notes(): Promise<readonly string[]>;
  close(): Promise<void>;
}
