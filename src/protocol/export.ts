import type { ExportFormat } from '../core/exchange/formats';
import type { Method } from './channel';

/** Which weights: of the model (with the optimizer's slots or without), beneath rows of the tree, or one. */
export type ExportScope =
  | { readonly kind: 'model'; readonly optimizer: boolean }
  | { readonly kind: 'rows'; readonly rows: readonly number[] }
  | { readonly kind: 'weight'; readonly weight: number };

/** A layer that can be chosen, with the weights beneath it. */
export interface ExportLayer {
  readonly row: number;
  readonly name: string;
  readonly className: string;
  readonly weights: number;
  readonly parameters: number;
}

/** What a person can choose from. */
export interface ExportChoices {
  /** Name of the model, or of its file without the ending. */
  readonly name: string;
  readonly layers: readonly ExportLayer[];
  readonly weights: number;
  readonly parameters: number;
  /** Variables of the optimizer that the file holds as well. */
  readonly optimizerWeights: number;
}

/** What an export comes to, before it is begun. */
export interface ExportPlan {
  /** A layer's or tensor's name, or the model's, to suggest as the name of the file. */
  readonly name: string;
  /** Those that will be written. */
  readonly weights: readonly number[];
  /** One sentence for each tensor that cannot be: it is unreadable, or the format has no room for it. */
  readonly leftOut: readonly string[];
  /** Of the values that will be written; text takes more. */
  readonly bytes: number;
}

export interface ExportRequest {
  readonly format: ExportFormat;
  readonly weights: readonly number[];
  /** Absolute path on a local disk of a file, or for some formats of a folder that is made. What is there is replaced. */
  readonly target: string;
  /** Where the user will find it, for the Python; differs from `target` where the host copies it on. */
  readonly shownPath: string;
  /** Bytes of a shard of a TensorFlow.js copy. */
  readonly shardBytes: number;
}

export interface ExportReport {
  readonly files: number;
  readonly bytes: number;
  /** Loads the file into Keras; null for formats that Python does not read. */
  readonly python: string | null;
}

/** Writing weights to files of other formats. */
export interface ExportApi {
  exportChoices: Method<null, ExportChoices>;
  planExport: Method<
    { readonly scope: ExportScope; readonly format: ExportFormat },
    ExportPlan,
    { readonly fraction: number }
  >;
  /**
   * Streams to files beside the target, which take its place at the end. A failure or a cancellation
   * leaves what was there. @throws ModelFormatError where a tensor cannot be read after all.
   */
  exportWeights: Method<ExportRequest, ExportReport, { readonly fraction: number }>;
}
