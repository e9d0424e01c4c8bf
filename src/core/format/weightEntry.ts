import type { DType, Quantization } from './dtypes';

/** One entry of the weights manifest, checked. It says where values lie and holds none. */
export interface WeightEntry {
  /** Position in manifest order over all groups; the identity of a weight everywhere in the product. */
  readonly index: number;
  /** As the manifest spells it; "unnamed 7" where it does not. A duplicate has a `problem`. */
  readonly name: string;
  /** Empty for a scalar. Every size is a safe integer >= 0, and so is their product. */
  readonly shape: readonly number[];
  /** Product of `shape`; complex64 counts once. */
  readonly size: number;
  readonly dtype: DType;
  readonly quantization: Quantization | undefined;
  /** Index into `Manifest.groups`. */
  readonly group: number;
  /** Stored bytes; undefined for strings, whose length only the data tells, and where the entry does not tell. */
  readonly byteLength: number | undefined;
  /** 'optimizer' for slot variables saved with `includeOptimizer`. */
  readonly variableGroup: 'model' | 'optimizer';
  /** One sentence about what is wrong with this entry (unknown dtype, impossible shape, duplicate name, …). */
  readonly problem: string | undefined;
  /** True if the problem makes its values unreadable; a duplicate, say, has a problem and can be read. */
  readonly unreadable?: boolean;
}

/** The shards of one group are one concatenation; its weights follow each other in it, unpadded. */
export interface WeightGroup {
  /** As model.json spells them. */
  readonly paths: readonly string[];
  /** Indices into `Manifest.entries`, in stored order and consecutive. */
  readonly entries: readonly number[];
}

export interface Manifest {
  readonly groups: readonly WeightGroup[];
  readonly entries: readonly WeightEntry[];
  /** Sentences about the manifest as a whole. */
  readonly problems: readonly string[];
}
