import { host } from '../host';
import { rows } from './rows';
import { inTurn } from './searchOrder';
import { focusedRow, visible } from './treeState';

/** Keys typed within this time (ms) of each other make one word, as in VS Code's lists. */
const WORD_PAUSE = 800;

let word = '';
let typedAt = -Infinity;
let turn = 0;

/** Moves the focus to the next visible row whose name begins with what has been typed. */
export async function typeAhead(key: string): Promise<void> {
  const now = performance.now();
  word = now - typedAt > WORD_PAUSE ? key : word + key;
  typedAt = now;
  const mine = ++turn;
  // One letter moves on to the next name; further letters first try the name it has moved to.
  const order = inTurn(await host.filter({ text: word }), visible.value, focusedRow.value, word);
  for (const row of order) {
    const name = (rows.at(row) ?? (await rows.get(row)))?.name.toLowerCase();
    if (mine !== turn) return;
    if (name?.startsWith(word.toLowerCase()) === true) {
      focusedRow.value = row;
      return;
    }
  }
}

/** Whether a word is being typed, so that a space belongs to it. */
export function isTyping(): boolean {
  return performance.now() - typedAt <= WORD_PAUSE;
}

/** Another key has been pressed: the next letter begins a new word. */
export function endWord(): void {
  typedAt = -Infinity;
  turn++;
}
