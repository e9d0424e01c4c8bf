import { shownName } from '../format/sentence';

/** Enough to see what is wrong; a model with a million bad layers must not fill the screen or the memory. */
const MAX_SENTENCES = 100;

/** Collects sentences about a model's structure, bounded. */
export class Problems {
  private readonly sentences: string[] = [];
  private left = 0;

  add(sentence: string): void {
    if (this.sentences.length < MAX_SENTENCES) this.sentences.push(sentence);
    else this.left++;
  }

  list(): readonly string[] {
    if (this.left === 0) return this.sentences;
    return [...this.sentences, `And ${this.left} more like these.`];
  }
}

/** A name from the file as it may stand in a sentence: shortened, without marks that reorder text. */
export function quote(name: string): string {
  return `"${shownName(name)}"`;
}
