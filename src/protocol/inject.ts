import type { Rule } from '../core/inject/rule';
import type { CopyReason } from '../core/inject/plan';
import type { Overlap } from '../core/inject/overlap';
import type { Histogram } from '../core/measure/statistics';
import type { MatchKind } from '../core/model/match/modelMatch';
import type { Edit, QuantizedStorage } from '../core/model/edits/edit';
import type { Method } from './channel';

/** A file to take weights from. */
export interface SourceRequest {
  /** Absolute path on the local disk, or null where the host reads the file for the worker by `uri`. */
  readonly path: string | null;
  readonly uri: string;
  /** Base name, for messages and for telling the format. */
  readonly fileName: string;
  /** How the user tells it from others of its name: the path from the workspace's folder. */
  readonly label: string;
}

/** An opened source. */
export interface SourceInfo {
  readonly id: number;
  readonly fileName: string;
  readonly label: string;
  /** Weights that can be had; the optimizer's do not count. */
  readonly weights: number;
  /** Sentences about weights that cannot, and about the file. */
  readonly problems: readonly string[];
}

/** One weight as the plan shows it. */
export interface PlanWeight {
  readonly weight: number;
  readonly name: string;
  readonly role: string;
  /** "2 × 6". */
  readonly shape: string;
  readonly dtype: string;
}

/** What is to go into one weight of the target. */
export interface PlanLine {
  readonly target: PlanWeight;
  /** Index of the layer, for grouping; -1 without one. */
  readonly layer: number;
  readonly layerName: string;
  readonly layerClass: string;
  /** What the target's name adds to that of its layer. */
  readonly shortName: string;
  readonly from: (PlanWeight & { readonly source: number; readonly by: MatchKind }) | null;
  readonly reason: string | null;
  readonly warnings: readonly string[];
  readonly overlap: Overlap | null;
  readonly include: boolean;
  readonly copies: CopyReason | null;
  /** The weight of the base model that goes with it, null where there is none or no base is chosen. */
  readonly base: number | null;
  readonly quantized: boolean;
}

export interface PlanRequest {
  /** Where several have a weight, the first gives it. */
  readonly sources: readonly number[];
  readonly base: number | null;
}

export interface PlanView {
  readonly lines: readonly PlanLine[];
  /** What to do about the optimizer's slots, which know nothing of injected weights; null where the file has none. */
  readonly staleOptimizer: string | null;
}

/** A weight that may be chosen by hand. */
export interface Candidate extends PlanWeight {
  readonly source: number;
  /** Why it does not fit, null where it does. */
  readonly reason: string | null;
}

/** One row of a plan as the user left it. */
export interface InjectStep {
  readonly target: number;
  readonly source: number;
  readonly weight: number;
  readonly by: MatchKind;
  readonly rule: Rule;
  /** The weight of `ApplyRequest.base` that a difference is taken from. */
  readonly base: number | null;
  /** Only what both shapes have in common, see `PlanLine.overlap`. */
  readonly overlap: boolean;
}

export interface StepRequest {
  readonly step: InjectStep;
  /** The source that is the base model. */
  readonly base: number | null;
  readonly quantized: QuantizedStorage;
}

/** What a step would do. */
export interface StepPreview {
  /** ‖after − before‖ / ‖before‖ over values that are finite in both; null where the norm before is 0. */
  readonly relativeChange: number | null;
  readonly normBefore: number;
  readonly normAfter: number;
  /** Values of other bits than before. */
  readonly changed: number;
  readonly values: number;
  /** NaN and infinities after. */
  readonly nonFinite: number;
  /** Over one range, so that bars stand beneath each other. Null where no value is finite. */
  readonly before: Histogram | null;
  readonly after: Histogram | null;
}

export interface ApplyRequest {
  /** How the receipt calls the open model. */
  readonly target: string;
  readonly steps: readonly InjectStep[];
  readonly base: number | null;
  /** Weights that are left alone and why, for the receipt. */
  readonly skipped: readonly { readonly target: number; readonly reason: string }[];
  /** How quantized targets hold their new values. */
  readonly quantized: QuantizedStorage;
  /** Whether the edit also puts a receipt into `userDefinedMetadata`. */
  readonly keepReceipt: boolean;
}

export interface Injected {
  /** Null where no value would change. */
  readonly edit: Edit | null;
  /** Markdown. */
  readonly receipt: string;
}

interface Fraction {
  readonly fraction: number;
}

/** Carrying weights over from other files into the open model. The worker keeps the sources open. */
export interface InjectApi {
  /** @throws ModelFormatError, ModelMismatchError with a sentence where the file is no source. */
  addSource: Method<SourceRequest, SourceInfo>;
  removeSource: Method<{ readonly source: number }, null>;
  plan: Method<PlanRequest, PlanView>;
  /** What could go into a weight, what fits first. */
  candidates: Method<
    { readonly target: number; readonly sources: readonly number[] },
    readonly Candidate[]
  >;
  /** The line of a weight with a source chosen by hand. */
  planLine: Method<
    {
      readonly target: number;
      readonly source: number;
      readonly weight: number;
      readonly base: number | null;
    },
    PlanLine
  >;
  /** @throws ModelMismatchError where the rule has no meaning for the two tensors. */
  previewStep: Method<StepRequest, StepPreview, Fraction>;
  inject: Method<ApplyRequest, Injected, Fraction>;
}
