import { basename } from 'node:path';
import { startCompareWorker } from '../compute/client';
import type { StructureChange } from '../core/compare/structure';
import { rollUp } from '../core/compare/tensorDifference';
import type { ComparisonOverview, PairDifference, PairLine } from '../protocol/compare';
import { comparisonText } from './comparisonText';
import type { Condition, Outcome } from './failOn';
import { modelPath } from './modelPath';

export interface Comparison {
  /** As given on the command line. */
  readonly names: readonly [a: string, b: string];
  readonly overview: ComparisonOverview;
  readonly lines: readonly PairLine[];
  readonly structure: readonly StructureChange[];
  /** By pair. */
  readonly found: readonly PairDifference[];
}

/** @param conditions Of which any makes the comparison fail. */
export async function compare(
  script: string,
  names: readonly [a: string, b: string],
  conditions: readonly Condition[],
  json: boolean,
): Promise<{ readonly text: string; readonly failed: boolean }> {
  const comparison = await compareFiles(script, names);
  const { found, structure } = comparison;
  const outcome: Outcome = {
    structure,
    differences: found.flatMap((one) => ('difference' in one ? [one.difference] : [])),
    unread: found.filter((one) => 'problem' in one).length,
  };
  const failed = conditions.filter(({ holds }) => holds(outcome)).map(({ text }) => text);
  return {
    text: json ? asJson(comparison, outcome, failed) : comparisonText(comparison, failed),
    failed: failed.length > 0,
  };
}

async function compareFiles(script: string, names: Comparison['names']): Promise<Comparison> {
  const [a, b] = names.map((given) => {
    const path = modelPath(given);
    return { path, fileName: basename(path) };
  });
  if (a === undefined || b === undefined) throw new RangeError('Two models are needed.');
  const worker = startCompareWorker(script, { a, b });
  try {
    const { comparison } = worker;
    const overview = await comparison.openBoth(null);
    const lines = await comparison.pairLines({ start: 0, end: overview.pairs });
    const structure = await comparison.structure(null);
    const found: PairDifference[] = [];
    await comparison.compareAll(null, { onProgress: ({ compared }) => found.push(...compared) });
    return { names, overview, lines, structure, found: found.sort((x, y) => x.pair - y.pair) };
  } finally {
    worker.dispose();
  }
}

function asJson(
  { overview, lines, structure, found }: Comparison,
  { differences }: Outcome,
  failed: readonly string[],
): string {
  const tensors = lines.map(({ pair, name, nameInB, role, shape, parameters, by, storage }) => {
    const result = found[pair];
    return {
      ...{ name, nameInB, role, shape, parameters, by, storage },
      ...(result !== undefined && 'difference' in result
        ? result.difference
        : { problem: result?.problem ?? 'It was not compared.' }),
    };
  });
  return JSON.stringify(
    { ...overview, tensors, structure, model: rollUp(differences), failedOn: failed },
    null,
    2,
  );
}
