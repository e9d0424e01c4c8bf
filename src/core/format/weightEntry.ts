import type { DType, Quantization } from './dtypes';

/** One entry of the weights manifest, checked. It says where values lie and holds none. */
export interface WeightEntry {
  /** Position in manifest order over all groups; the identity of a weight everywhere in the product. */
  readonly index: number;
  /** Unique in the model, as the manifest spells it. */
  readonly name: string;
  /** Empty for a scalar. Every size is a safe integer >= 0, and so is their product. */
  readonly shape: readonly number[];
  /** Product of `shape`; complex64 counts once. */
  readonly size: number;
  readonly dtype: DType;
  readonly quantization: Quantization | undefined;
  /** Index into `Manifest.groups`. */
  readonly group: number;
  /** Stored bytes; undefined for strings, whose length only the data tells, and for refused entries. */
  readonly byteLength: number | undefined;
  /** 'optimizer' for slot variables saved with `includeOptimizer`. */
  readonly variableGroup: 'model' | 'optimizer';
  /** One sentence, if this entry cannot be read at all (unknown dtype, impossible shape, …). */
  readonly problem: string | undefined;
}

/** The shards of one group are one concatenation; its weights follow each other in it, unpadded. */
export interface WeightGroup {
  /** As model.json spells them. */
  readonly paths: readonly string[];
  /** Indices into `Manifest.entries`, in stored order. */
  readonly entries: readonly number[];
}

export interface Manifest {
  readonly groups: readonly WeightGroup[];
  readonly entries: readonly WeightEntry[];
  /** Sentences about the manifest as a whole. */
  readonly problems: readonly string[];
}
