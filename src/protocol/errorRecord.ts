import {
  ChangedOnDiskError,
  ModelFormatError,
  ModelMismatchError,
  NotAModelError,
} from '../core/errors';

/** An error as it crosses a boundary. */
export interface ErrorRecord {
  readonly name: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly weight?: string | undefined;
  readonly stack?: string | undefined;
}

/** Inverse of `fromRecord`. */
export function toRecord(error: unknown): ErrorRecord {
  if (error instanceof ModelFormatError) {
    const { name, message, file, weight, stack } = error;
    return { name, message, file, weight, stack };
  }
  if (error instanceof Error)
    return { name: error.name, message: error.message, stack: error.stack };
  return { name: 'Error', message: String(error) };
}

/** Inverse of `toRecord`: the classes that callers tell apart come back as themselves. */
export function fromRecord(record: ErrorRecord): Error {
  const error = revive(record);
  if (record.stack !== undefined) error.stack = record.stack;
  return error;
}

function revive({ name, message, file, weight }: ErrorRecord): Error {
  const place = {
    ...(file === undefined ? {} : { file }),
    ...(weight === undefined ? {} : { weight }),
  };
  if (name === 'NotAModelError') return new NotAModelError(message, place);
  if (name === 'ModelFormatError') return new ModelFormatError(message, place);
  if (name === 'ModelMismatchError') return new ModelMismatchError(message);
  if (name === 'ChangedOnDiskError') return new ChangedOnDiskError(message);
  return Object.assign(new Error(message), { name });
}
