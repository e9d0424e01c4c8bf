import type { ModelMatch } from '../../core/model/match/modelMatch';
import type { OpenedModel } from '../openedModel';

/** The two models of a comparison, and which weights of them belong together. */
export interface Both {
  readonly a: OpenedModel;
  readonly b: OpenedModel;
  readonly match: ModelMatch;
}
