import type { AlignedCheck } from '../core/align/alignment';
import type { NamedSide } from '../core/compare/comparison';
import type { ComparisonFormat } from '../core/compare/export/formats';
import type { HandPair } from '../core/model/match/handPairs';
import type { Method } from './channel';
import type { BehaviourHostApi } from './behaviour';
import type { CompareApi, CopyRequest } from './compare';
import type { SidedTensor } from './pairing';

/** One of the two models; its path is that from the workspace's folder. Name and path tell the version too. */
export interface ComparedSide extends NamedSide {
  /** Of the file; its fragment tells the version. */
  readonly uri: string;
  /** A sentence on which values are compared. */
  readonly told: string;
}

/** What the page begins with. */
export interface CompareStart {
  /** The reference. */
  readonly a: ComparedSide;
  readonly b: ComparedSide;
}

/** How far the check is: B is loaded and run, then aligned B. */
export interface CheckProgress {
  readonly stage: 'loading' | 'running' | 'loadingAligned' | 'runningAligned';
  /** Of the stage, 0 to 1. */
  readonly fraction: number;
}

/** What the host serves to the page of a comparison. */
export interface CompareHostApi extends CompareApi, BehaviourHostApi {
  start: Method<null, CompareStart>;
  /** A becomes B. */
  swap: Method<null, CompareStart>;
  /**
   * Asks the user which tensor of the other side a tensor is to be paired with; null if they choose nothing.
   * `partner` is its name, null for the one of the pair made by hand to be given up.
   */
  choosePartner: Method<SidedTensor, { readonly partner: string | null } | null>;
  /** Opens a side in its own editor. */
  openModel: Method<{ readonly side: 'a' | 'b' }, null>;
  /** Asks where to and as what, has the page tell the text, then writes the file. */
  save: Method<null, null>;
  /** Runs B as it is and as `align` reordered it, in a training process. */
  checkAligned: Method<null, AlignedCheck, CheckProgress>;
  /**
   * Gives A the tensor of a pair or all of its layer, an edit that undo takes back, and offers a receipt.
   * @throws ModelMismatchError where nothing of it can be copied, or would change.
   */
  copyToA: Method<CopyRequest, null>;
  /** Opens the plan of an injection into A with B as its source. */
  inject: Method<null, null>;
  /** Asks where to, then writes B as `align` reordered it. */
  saveAlignedModel: Method<null, null>;
  /** A failure that the page itself met; goes to the log. */
  report: Method<{ readonly message: string; readonly stack: string }, null>;
}

/** What the page serves to the host. */
export interface ComparePageApi {
  /** Files or unsaved edits changed: open both again and keep the place. */
  reload: Method<null, null>;
  /** The comparison as a file of this format holds it. */
  exported: Method<{ readonly format: ComparisonFormat }, { readonly text: string }>;
}

/** What the page keeps for a window that is loaded again: the URIs of the sides, and what was paired by hand. */
export interface KeptComparison {
  readonly a: string;
  readonly b: string;
  readonly hand: readonly HandPair[];
}
