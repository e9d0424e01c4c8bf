/** Where in a model an error lies; each field is shown to the user as it is. */
export interface ErrorPlace {
  /** Path as model.json spells it, relative to its folder. */
  readonly file?: string;
  /** Name of the tensor as the manifest spells it. */
  readonly weight?: string;
  readonly cause?: unknown;
}

/**
 * The model on disk is malformed, incomplete or refused. Permanent until the file changes.
 * The message is one sentence for people: which file, which tensor, which value, what to do.
 */
export class ModelFormatError extends Error {
  readonly file: string | undefined;
  readonly weight: string | undefined;

  constructor(message: string, place: ErrorPlace = {}) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.name = 'ModelFormatError';
    this.file = place.file;
    this.weight = place.weight;
  }
}

/** The file is well-formed JSON but no saved model at all, so another editor should show it. */
export class NotAModelError extends ModelFormatError {
  constructor(message: string, place: ErrorPlace = {}) {
    super(message, place);
    this.name = 'NotAModelError';
  }
}

/** Two things do not fit: a tensor and its source, a paste and its place, a dataset and a model. Permanent; nothing was changed. */
export class ModelMismatchError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelMismatchError';
  }
}

/** Files of the model are no longer as they were when they were opened; saving would overwrite them. */
export class ChangedOnDiskError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ChangedOnDiskError';
  }
}

/** What is told of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
