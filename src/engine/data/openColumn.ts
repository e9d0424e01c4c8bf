import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { ModelMismatchError } from '../../core/errors';
import { plural, shownName } from '../../core/format/sentence';
import type { Column } from '../../protocol/training';
import { elementsOf } from '../../core/model/strides';

/** Rows of one input or target, from memory or a file. */
export interface OpenColumn {
  /** Of one row. */
  readonly shape: readonly number[];
  /** Elements of one row. */
  readonly size: number;
  readonly dtype: 'float32' | 'int32';
  /** Copies of the rows at order[start … end), row after row. */
  rows(order: Uint32Array, start: number, end: number): Float32Array | Int32Array;
  close(): void;
}

/**
 * @param what names it in sentences: `input "pixels"`.
 * @throws ModelMismatchError where it does not hold so many rows.
 */
export function openColumn(column: Column, rows: number, what: string): OpenColumn {
  const { shape, values } = column;
  const size = elementsOf(shape);
  const { dtype, count, readRow, close } =
    'file' in values ? fromFile(values, size, what) : fromArray(values, size);
  if (count !== rows * size) {
    close();
    throw new ModelMismatchError(
      `The ${what} holds ${plural(count, 'number')}, and ${plural(rows, 'row')} of ${size} need ${rows * size}.`,
    );
  }
  return {
    shape,
    size,
    dtype,
    rows: (order, start, end) => {
      const length = (end - start) * size;
      const out = dtype === 'int32' ? new Int32Array(length) : new Float32Array(length);
      for (let i = start; i < end; i++) readRow(order[i] ?? 0, out, (i - start) * size);
      if (out instanceof Float32Array) checkFinite(out, order, start, size, what);
      return out;
    },
    close,
  };
}

interface Source {
  readonly dtype: 'float32' | 'int32';
  readonly count: number;
  readonly readRow: (row: number, out: Float32Array | Int32Array, at: number) => void;
  readonly close: () => void;
}

function fromArray(values: Float32Array | Int32Array, size: number): Source {
  return {
    dtype: values instanceof Int32Array ? 'int32' : 'float32',
    count: values.length,
    readRow: (row, out, at) => out.set(values.subarray(row * size, (row + 1) * size), at),
    close: () => undefined,
  };
}

function fromFile(
  { file, dtype }: { readonly file: string; readonly dtype: 'float32' | 'int32' },
  size: number,
  what: string,
): Source {
  const handle = openSync(file, 'r');
  return {
    dtype,
    count: fstatSync(handle).size / 4,
    readRow: (row, out, at) => {
      const bytes = new Uint8Array(out.buffer, out.byteOffset + 4 * at, 4 * size);
      const read = readSync(handle, bytes, 0, bytes.length, 4 * row * size);
      if (read < bytes.length)
        throw new ModelMismatchError(
          `The file of the ${what}, ${shownName(file)}, became shorter while it was read.`,
        );
    },
    close: () => closeSync(handle),
  };
}

function checkFinite(
  values: Float32Array,
  order: Uint32Array,
  start: number,
  size: number,
  what: string,
): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    const row = (order[start + Math.floor(i / size)] ?? 0) + 1;
    throw new ModelMismatchError(
      `Row ${row} of the ${what} holds ${String(values[i])}. Fill in or leave out what is missing before training.`,
    );
  }
}
