import type { OpenedModel } from '../openedModel';
import type { Turn } from '../turns';

/** Weights between two turns: a thousand take about a millisecond once the sizes are known. */
const WEIGHTS_A_TURN = 1_000;

/** More sentences than anyone reads. */
const MAX_PROBLEMS = 100;

/** Holds the sizes of all files against the manifest; remembers by weight what is amiss. */
export async function checkFiles(
  opened: OpenedModel,
  turn: Turn,
): Promise<{ readonly problems: readonly string[]; readonly rows: readonly number[] }> {
  const notes = await opened.source.shardNotes();
  const found: string[] = [];
  const rows: number[] = [];
  for (const weight of opened.model.weights) {
    const problem = await opened.source.problemOf(weight);
    if (weight.index % WEIGHTS_A_TURN === 0) await turn();
    if (problem === undefined) continue;
    opened.problems.set(weight.index, problem);
    if (found.length < MAX_PROBLEMS) found.push(problem);
    const row = opened.tree.weightRow[weight.index];
    if (row !== undefined) rows.push(row);
  }
  // Where a file is amiss its weights all say so again; where none is, only they know.
  return { problems: notes.length > 0 ? notes : found, rows: rows.sort((a, b) => a - b) };
}
