import type { OpenedModel } from './openedModel';
import type { Turn } from './turns';

/** Weights between two turns: a thousand take about a millisecond once the sizes are known. */
const WEIGHTS_A_TURN = 1_000;

/** Holds the sizes of all files against the manifest; remembers by weight what is amiss. */
export async function checkFiles(
  opened: OpenedModel,
  turn: Turn,
): Promise<{ readonly problems: readonly string[]; readonly rows: readonly number[] }> {
  const problems = await opened.source.shardNotes();
  const rows: number[] = [];
  for (const weight of opened.model.weights) {
    const problem = await opened.source.problemOf(weight);
    if (weight.index % WEIGHTS_A_TURN === 0) await turn();
    if (problem === undefined) continue;
    opened.problems.set(weight.index, problem);
    const row = opened.tree.weightRow[weight.index];
    if (row !== undefined) rows.push(row);
  }
  return { problems, rows: rows.sort((a, b) => a - b) };
}
