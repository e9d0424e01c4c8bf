import type { TextFormat } from '../core/exchange/text';
import type { DType } from '../core/format/dtypes';
import type { WeightValues } from '../core/format/weightSource';
import type { Histogram, Measures, Statistics } from '../core/measure/statistics';
import type { MatrixView, Range } from '../core/model/matrixView';
import type { Axis, FilterAxes } from '../core/model/model';
import type { ModelSummary } from '../core/model/summarize';
import type { TreeRow, TreeSkeleton } from '../core/model/tree';
import type { Method } from './channel';

/** What the header and the model page show; read from model.json alone. */
export interface ModelOverview extends ModelSummary {
  readonly fileName: string;
  /** Shards that the manifest names, as it spells them. */
  readonly files: readonly string[];
  readonly tree: TreeSkeleton;
  /** The weight to show to somebody who has chosen none: the first kernel. */
  readonly firstWeight: number | null;
}

/** One weight as the tensor page shows it. */
export interface WeightDetail {
  readonly weight: number;
  readonly name: string;
  readonly layer: string | null;
  readonly layerClass: string | null;
  readonly role: string;
  readonly meaning: string;
  readonly dtype: DType;
  /** "uint8, scale 0.0123, min -1.2" or null. */
  readonly quantization: string | null;
  /** Shape as shown: complex64 has one more axis, "part", of size 2. */
  readonly shape: readonly number[];
  readonly axes: readonly Axis[];
  readonly filters: FilterAxes | null;
  readonly trainable: boolean;
  readonly bytes: number | null;
  readonly files: readonly string[];
  readonly problem: string | null;
  /** Whether edits touch it. */
  readonly edited: boolean;
  /** What it can be drawn anew from, as the config of its layer names it: "GlorotUniform". */
  readonly initializer: string | null;
}

/** A line of the table of all weights. */
export interface WeightLine {
  readonly weight: number;
  /** Row of the tree that shows it. */
  readonly row: number;
  readonly name: string;
  readonly role: string;
  readonly shape: string;
  readonly dtype: string;
  readonly parameters: number;
}

/** Result of one weight in a pass over all; an unreadable one says why. */
export type WeightMeasure =
  | { readonly weight: number; readonly statistics: Statistics }
  | { readonly weight: number; readonly problem: string };

export interface MeasureAllProgress {
  /** New results since the last message. */
  readonly measured: readonly WeightMeasure[];
  /** 0 to 1, by bytes. */
  readonly fraction: number;
}

/**
 * Which values are looked at: as edits leave them, as the files have them, or what edits change each by
 * (after - before as float32, 0 where nothing changed). By default the edited ones.
 */
export type ValuesOf = 'edited' | 'stored' | 'change';

/** Pixels of a tile on either side. */
export const TILE = 256;

/** A pixel at level (y, x) covers 2^y rows and 2^x columns; tile (y, x) starts at pixel TILE*y, TILE*x. */
export interface TileKey {
  readonly weight: number;
  readonly view: MatrixView;
  readonly level: { readonly y: number; readonly x: number };
  readonly tile: { readonly y: number; readonly x: number };
  readonly of?: ValuesOf | undefined;
}

/**
 * Row-major, `height` x `width`. Where pixels are single cells, `mean` is all there is: their values.
 * Else `mean` is the mean of what a pixel covers and `ends` its least and largest value, of which a NaN
 * makes a NaN; the mean of a pixel that covers a NaN is NaN, else of one that covers an infinity that
 * infinity, of both the positive one.
 */
export interface Tile {
  readonly height: number;
  readonly width: number;
  readonly mean: Float32Array;
  readonly ends: { readonly min: Float32Array; readonly max: Float32Array } | null;
}

/**
 * What a tile will be like, from some of the values: `means` stand each for `each.y` x `each.x` pixels
 * of it, but for the last of a row or column, which may stand for fewer.
 */
export interface TilePreview {
  readonly height: number;
  readonly width: number;
  readonly each: { readonly y: number; readonly x: number };
  /** Row-major. */
  readonly means: Float32Array;
}

/** Row-major block of a matrix view, exact values. */
export interface CellBlock {
  readonly rows: Range;
  readonly columns: Range;
  readonly values: WeightValues;
}

export interface GalleryKey {
  readonly weight: number;
  /** One input channel, the mean over all, or the three channels as red, green and blue. */
  readonly input: number | 'mean' | 'rgb';
  readonly outputs: Range;
  readonly of?: ValuesOf | undefined;
}

/** Filters one after the other, each height x width x channels in row-major order. */
export interface Gallery {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  readonly values: Float32Array;
  /** Largest finite |value| of the whole kernel in this mode: the shared scale. */
  readonly largest: number;
}

export interface TextKey {
  readonly weight: number;
  readonly as: TextFormat;
  /** A block of a matrix view, or the whole tensor. */
  readonly block: {
    readonly view: MatrixView;
    readonly rows: Range;
    readonly columns: Range;
  } | null;
}

/** Everything that is asked of an open model. The compute worker serves it; the host passes it on. */
export interface ModelApi {
  /** Parses model.json anew and forgets all that was known of the files. */
  open: Method<null, ModelOverview>;
  /** Sizes of all shards against the manifest; afterwards `rows` and `detail` carry the problems. */
  check: Method<null, { readonly problems: readonly string[]; readonly rows: readonly number[] }>;
  /** Rows of the tree by position. */
  rows: Method<Range, readonly TreeRow[]>;
  /** Positions of the rows whose name, class or role contains the text, ignoring case, ascending. */
  filter: Method<{ readonly text: string }, Uint32Array>;
  detail: Method<{ readonly weight: number }, WeightDetail>;
  weightLines: Method<Range, readonly WeightLine[]>;
  cells: Method<
    {
      readonly weight: number;
      readonly view: MatrixView;
      readonly rows: Range;
      readonly columns: Range;
      readonly of?: ValuesOf | undefined;
    },
    CellBlock
  >;
  /** Progress is a preview where all of the values take long to read. */
  tile: Method<TileKey, Tile, TilePreview>;
  gallery: Method<GalleryKey, Gallery>;
  measure: Method<
    { readonly weight: number; readonly of?: ValuesOf | undefined },
    Measures,
    { readonly fraction: number }
  >;
  /** Equal-width bins of a part of the range, for zooming. */
  histogram: Method<
    {
      readonly weight: number;
      readonly low: number;
      readonly high: number;
      readonly bins: number;
      readonly of?: ValuesOf | undefined;
    },
    Histogram
  >;
  measureAll: Method<null, null, MeasureAllProgress>;
  text: Method<TextKey, { readonly text: string }>;
}

/** All of `ModelApi`, for those who pass requests on. */
export const MODEL_METHODS: Readonly<Record<keyof ModelApi, true>> = {
  open: true,
  check: true,
  rows: true,
  filter: true,
  detail: true,
  weightLines: true,
  cells: true,
  tile: true,
  gallery: true,
  measure: true,
  histogram: true,
  measureAll: true,
  text: true,
};
