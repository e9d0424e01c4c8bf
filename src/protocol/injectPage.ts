import type { Method } from './channel';
import type { ApplyRequest, InjectApi, PlanLine, SourceInfo } from './inject';

/** What the page begins with. */
export interface InjectStart {
  /** How the user knows the open model: its path from the workspace's folder. */
  readonly target: string;
  readonly sources: readonly SourceInfo[];
  readonly base: SourceInfo | null;
}

/** What the host serves to the page of a plan. */
export interface InjectHostApi extends Pick<InjectApi, 'plan' | 'previewStep'> {
  start: Method<null, InjectStart>;
  /** Asks the user for a file and opens it; null if they choose none. */
  chooseSource: Method<{ readonly as: 'source' | 'base' }, SourceInfo | null>;
  removeSource: Method<{ readonly source: number }, null>;
  /** Asks the user what goes into a weight; null if they choose nothing. */
  chooseWeight: Method<{ readonly target: number; readonly name: string }, PlanLine | null>;
  /** One edit of the document, and a receipt; false where no value would change. */
  apply: Method<
    Omit<ApplyRequest, 'target' | 'base'>,
    { readonly changed: boolean },
    { readonly fraction: number }
  >;
  /** Shows the model again. */
  showModel: Method<null, null>;
  /** A failure that the page itself met; goes to the log. */
  report: Method<{ readonly message: string; readonly stack: string }, null>;
}

/** What the page serves to the host. */
export interface InjectPageApi {
  /** The open model is another than the plan was made for. */
  stale: Method<null, null>;
}
