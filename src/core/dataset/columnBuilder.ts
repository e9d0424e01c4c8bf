import { isMissingText, numberOf } from './cellText';
import type { Cell, TableColumn } from './table';

const FIRST_CELLS = 256;

/** Cells of one column, kept as numbers, with texts by their place in a list of different ones. */
export class ColumnBuilder {
  private numbers = new Float64Array(FIRST_CELLS);
  private codes: Int32Array | undefined;
  private readonly places = new Map<string, number>();
  private count = 0;
  /** Characters of the different texts. */
  textLength = 0;

  add(cell: Cell): void {
    const at = this.count++;
    if (at === this.numbers.length) this.grow();
    const number = typeof cell === 'string' ? numberOf(cell) : cell === null ? NaN : Number(cell);
    this.numbers[at] = number ?? NaN;
    if (number === undefined && typeof cell === 'string' && !isMissingText(cell))
      this.addText(at, cell.trim());
  }

  /** @param shape of one row. */
  build(name: string, shape: readonly number[] = []): TableColumn {
    return {
      name,
      shape,
      numbers: this.numbers.slice(0, this.count),
      codes: this.codes?.slice(0, this.count) ?? null,
      words: [...this.places.keys()],
    };
  }

  private addText(at: number, text: string): void {
    this.codes ??= new Int32Array(this.numbers.length).fill(-1);
    let place = this.places.get(text);
    if (place === undefined) {
      place = this.places.size;
      this.places.set(text, place);
      this.textLength += text.length;
    }
    this.codes[at] = place;
  }

  private grow(): void {
    const length = 2 * this.numbers.length;
    const numbers = new Float64Array(length);
    numbers.set(this.numbers);
    this.numbers = numbers;
    if (this.codes === undefined) return;
    const codes = new Int32Array(length).fill(-1);
    codes.set(this.codes);
    this.codes = codes;
  }
}
