import type { NumberValues, WeightValues } from '../../src/core/format/weightSource';
import type { ValueStore } from '../../src/core/model/edits/valueStore';

type Numbers = NumberValues | BigInt64Array | BigUint64Array;

/** New tensors in memory, as long as they were written whole. */
export class MemoryValueStore implements ValueStore {
  readonly files = new Map<string, Numbers>();
  /** Most values that were handed over at once. */
  largestPiece = 0;

  async write(values: AsyncIterable<Numbers>): Promise<string> {
    const pieces: Numbers[] = [];
    for await (const piece of values) {
      this.largestPiece = Math.max(this.largestPiece, piece.length);
      pieces.push(piece.slice());
    }
    const name = `file ${this.files.size}`;
    const [first = new Float32Array(0)] = pieces;
    const ArrayType = first.constructor as new (length: number) => Numbers;
    const whole = new ArrayType(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      (whole as { set(values: Numbers, at: number): void }).set(piece, at);
      at += piece.length;
    }
    this.files.set(name, whole);
    return name;
  }

  read(file: string, _: unknown, start: number, end: number): Promise<WeightValues> {
    const values = this.files.get(file);
    return values === undefined
      ? Promise.reject(new Error(`There is no file ${file}.`))
      : Promise.resolve(values.slice(start, end));
  }

  remove(file: string): Promise<void> {
    this.files.delete(file);
    return Promise.resolve();
  }
}
