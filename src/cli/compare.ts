import { writeFile } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { startCompareWorker } from '../compute/client';
import type { Comparison, PairDifference } from '../core/compare/comparison';
import { type ComparisonFormat, comparisonFile } from '../core/compare/export/formats';
import { comparisonJson } from '../core/compare/export/json';
import { differenceOf } from '../core/compare/rankPairs';
import { sideNames } from '../core/compare/sideNames';
import { comparisonText } from './comparisonText';
import type { Condition, Outcome } from './failOn';
import { checkFree } from './checkFree';
import { modelPath } from './modelPath';

export interface CompareChoice {
  /** Of which any makes the comparison fail. */
  readonly conditions: readonly Condition[];
  readonly json: boolean;
  /** Files to write beside what is printed. */
  readonly files: Readonly<Partial<Record<ComparisonFormat, string>>>;
  /** Whether what is there may be replaced. */
  readonly force: boolean;
}

export async function compare(
  script: string,
  names: readonly [a: string, b: string],
  { conditions, json, files, force }: CompareChoice,
): Promise<{ readonly text: string; readonly failed: boolean }> {
  for (const file of Object.values(files)) checkFree(file, force);
  const comparison = await compareFiles(script, names, files);
  const found = [...comparison.results.values()];
  const outcome: Outcome = {
    structure: comparison.structure,
    differences: found.flatMap(differenceOf),
    unread: found.filter((one) => 'problem' in one).length,
  };
  const failed = conditions.filter(({ holds }) => holds(outcome)).map(({ text }) => text);
  return {
    text: json
      ? comparisonJson(comparison, { failedOn: failed })
      : comparisonText(comparison, failed),
    failed: failed.length > 0,
  };
}

async function compareFiles(
  script: string,
  names: readonly [a: string, b: string],
  files: CompareChoice['files'],
): Promise<Comparison> {
  const [a, b] = names.map((given) => {
    const path = modelPath(given);
    return { path, fileName: basename(path) };
  });
  if (a === undefined || b === undefined) throw new RangeError('Two models are needed.');
  const worker = startCompareWorker(script, { a, b });
  try {
    const { comparison } = worker;
    const overview = await comparison.openBoth({ hand: [] });
    const lines = await comparison.pairLines({ start: 0, end: overview.pairs });
    const structure = await comparison.structure(null);
    const results = new Map<number, PairDifference>();
    await comparison.compareAll(null, {
      onProgress: ({ compared }) => {
        for (const found of compared) results.set(found.pair, found);
      },
    });
    const [nameA, nameB] = sideNames(posixPath(a.path), posixPath(b.path));
    const sides = { a: { name: nameA, path: names[0] }, b: { name: nameB, path: names[1] } };
    const compared = { sides, overview, lines, structure, results };
    for (const [format, file] of Object.entries(files) as [ComparisonFormat, string][])
      await writeFile(file, await comparisonFile(format, compared, comparison));
    return compared;
  } finally {
    worker.dispose();
  }
}

function posixPath(path: string): string {
  return resolve(path).split(sep).join('/');
}
