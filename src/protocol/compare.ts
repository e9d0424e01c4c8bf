import type { PairDifference, PairLine } from '../core/compare/comparison';
import type { LargestChanges } from '../core/compare/largestChanges';
import type { NonFinitePairs, PairDensity } from '../core/compare/pairDensity';
import type { StructureChange } from '../core/compare/structure';
import type { Edit } from '../core/model/edits/edit';
import type { HandPair } from '../core/model/match/handPairs';
import type { LeftOutPair, MatchKind } from '../core/model/match/modelMatch';
import type { Range } from '../core/model/matrixView';
import type { ModelSummary } from '../core/model/summarize';
import type { AlignApi } from './align';
import type { SideValuesApi } from './behaviour';
import type { Method } from './channel';
import type { WorkerModel } from './compute';
import type { PairingApi } from './pairing';
import { MODEL_METHODS, type ModelApi } from './model';

/** One of two models. */
export interface WorkerSide extends WorkerModel {
  /** Unsaved edits: it is compared as they leave it. What they bring lies in `storage`. */
  readonly edits?: readonly Edit[] | undefined;
  /** Files that are not there for a reason that is known. */
  readonly refused?: readonly RefusedFile[] | undefined;
}

export interface RefusedFile {
  /** As in `ModelFiles`. */
  readonly path: string;
  readonly sentence: string;
}

/** What a worker is started with that compares two models. B is held against A, the reference. */
export interface WorkerComparison {
  readonly compares: { readonly a: WorkerSide; readonly b: WorkerSide };
}

/** Files of the sides that only the host reaches. */
export interface SidedFilesApi {
  size: Method<{ readonly side: 'a' | 'b'; readonly path: string }, number>;
  read: Method<
    {
      readonly side: 'a' | 'b';
      readonly path: string;
      readonly offset: number;
      readonly length: number;
    },
    Uint8Array
  >;
}

export interface ComparedModel extends ModelSummary {
  readonly fileName: string;
  /** Shards that the manifest names, as it spells them. */
  readonly files: readonly string[];
}

/** Read from the two model.json alone. */
export interface ComparisonOverview {
  readonly a: ComparedModel;
  readonly b: ComparedModel;
  /** Matched pairs of weights, in the order of A. */
  readonly pairs: number;
  /** Pairs made by hand that the two models do not hold. */
  readonly leftOut: readonly LeftOutPair[];
}

export interface CompareProgress {
  /** New results since the last message. */
  readonly compared: readonly PairDifference[];
  /** 0 to 1, by values. */
  readonly fraction: number;
}

/** Values of A against those of B at the same place: each one where they are few, else counted. */
export interface Scatter {
  /** Places where both are finite. */
  readonly finite: number;
  readonly nonFinite: NonFinitePairs;
  readonly points: {
    /** Flat indices. */
    readonly at: Float64Array;
    readonly a: Float64Array;
    readonly b: Float64Array;
  } | null;
  /** Null where there are points, and where nothing is finite. */
  readonly density: PairDensity | null;
}

/**
 * Two models. The methods of `ModelApi` speak of A's weights: `of: 'stored'` are A's values,
 * `'edited'` those that B has for them, `'change'` B - A.
 */
export interface CompareApi extends ModelApi, Pick<AlignApi, 'align'> {
  /**
   * To be asked first, and again when files have changed.
   * `hand`: what a person paired, left in A and right in B.
   */
  openBoth: Method<{ readonly hand: readonly HandPair[] }, ComparisonOverview>;
  pairLines: Method<Range, readonly PairLine[]>;
  structure: Method<null, readonly StructureChange[]>;
  compareAll: Method<null, null, CompareProgress>;
  /** The values of a pair that differ most, and how many differ. */
  largest: Method<{ readonly pair: number; readonly most: number }, LargestChanges, Fraction>;
  /** @throws Error with a sentence where the pair holds text. */
  scatter: Method<
    {
      readonly pair: number;
      /** Tensors of no more values come as points. */
      readonly mostPoints: number;
      /** Of either axis of a density. */
      readonly bins: number;
    },
    Scatter,
    Fraction
  >;
}

interface Fraction {
  readonly fraction: number;
}

/** A tensor that A can take from B. */
export interface CopiedTensor {
  /** Index of the weight in A. */
  readonly a: number;
  readonly b: number;
  /** Names in A and in B. */
  readonly target: string;
  readonly source: string;
  readonly shape: string;
  readonly by: MatchKind;
  /** Values in all. */
  readonly count: number;
  /** What the person should know before it is used. */
  readonly warnings: readonly string[];
}

/** What A is to take from B. */
export interface CopyRequest {
  /** Index of a matched pair, and what the page shows that it is: the comparison may be another by now. */
  readonly pair: number;
  readonly name: string;
  readonly nameInB: string;
  /** All tensors of its layer. */
  readonly layer: boolean;
}

/** What is copied from B to A and what is left, in the order of A. */
export interface CopyPlan {
  /** The tensor or the layer, by its name in A. */
  readonly what: string;
  readonly tensors: readonly CopiedTensor[];
  readonly left: readonly { readonly target: string; readonly reason: string }[];
  /** Whether A's file holds the state of an optimizer. */
  readonly staleOptimizer: boolean;
}

interface CopyApi {
  /** Of a matched pair, or of all tensors of its layer. */
  copyPlan: Method<CopyRequest, CopyPlan>;
}

/** What the worker of a comparison serves; its pages are passed on `CompareApi` alone. */
export type ComparisonApi = CompareApi & AlignApi & SideValuesApi & CopyApi & PairingApi;

/** All of `CompareApi`, for those who pass requests on. */
export const COMPARE_METHODS: Readonly<Record<keyof CompareApi, true>> = {
  ...MODEL_METHODS,
  align: true,
  openBoth: true,
  pairLines: true,
  structure: true,
  compareAll: true,
  largest: true,
  scatter: true,
};
