import { basename, resolve, sep } from 'node:path';
import { startCompareWorker, writeBeside } from '../compute/client';
import type { Comparison, PairDifference } from '../core/compare/comparison';
import { type ComparisonFormat, comparisonFile } from '../core/compare/export/formats';
import { comparisonJson } from '../core/compare/export/json';
import { differenceOf } from '../core/compare/rankPairs';
import { sideNames } from '../core/compare/sideNames';
import { align, type SavedModel, saveAligned, savedText } from './align';
import { comparisonText } from './comparisonText';
import type { Condition, Outcome } from './failOn';
import { checkFree, checkUnread, type Target } from './checkFree';
import { modelPath, shardPaths } from './modelPath';

export interface CompareChoice {
  /** Of which any makes the comparison fail. */
  readonly conditions: readonly Condition[];
  readonly json: boolean;
  /** Files to write beside what is printed. */
  readonly files: Readonly<Partial<Record<ComparisonFormat, string>>>;
  /** Whether what is there may be replaced. */
  readonly force: boolean;
  /** Whether the units of B are aligned. */
  readonly align: boolean;
  /** Folder for aligned B. */
  readonly alignTo: string | undefined;
}

export async function compare(
  script: string,
  names: readonly [a: string, b: string],
  choice: CompareChoice,
): Promise<{ readonly text: string; readonly failed: boolean }> {
  const { conditions, json } = choice;
  const { comparison, saved } = await compareFiles(script, names, choice);
  const found = [...comparison.results.values()];
  const outcome: Outcome = {
    structure: comparison.structure,
    differences: found.flatMap(differenceOf),
    unread: found.filter((one) => 'problem' in one).length,
  };
  const failedOn = conditions.filter(({ holds }) => holds(outcome)).map(({ text }) => text);
  const text = json
    ? comparisonJson(comparison, { failedOn, savedAligned: saved })
    : comparisonText(comparison, failedOn) + (saved === undefined ? '' : `\n\n${savedText(saved)}`);
  return { text, failed: failedOn.length > 0 };
}

interface Compared {
  readonly comparison: Comparison;
  /** Aligned B, where it was asked for. */
  readonly saved: SavedModel | undefined;
}

async function compareFiles(
  script: string,
  names: readonly [a: string, b: string],
  { files, force, align: isAligned, alignTo }: CompareChoice,
): Promise<Compared> {
  const [a, b] = names.map((given) => {
    const path = modelPath(given);
    return { path, fileName: basename(path) };
  });
  if (a === undefined || b === undefined) throw new RangeError('Two models are needed.');
  const targets: readonly Target[] = [
    ...Object.values(files).map((path) => ({ path, folderOf: null })),
    ...(alignTo === undefined ? [] : [{ path: alignTo, folderOf: 'model.json' }]),
  ];
  checkUnread(targets, [a.path, b.path]);
  checkFree(targets, force);
  const worker = startCompareWorker(script, { a, b });
  try {
    const { comparison } = worker;
    const overview = await comparison.openBoth({ hand: [] });
    for (const side of ['a', 'b'] as const)
      checkUnread(targets, shardPaths({ a, b }[side].path, overview[side].files));
    const lines = await comparison.pairLines({ start: 0, end: overview.pairs });
    const structure = await comparison.structure(null);
    const results = new Map<number, PairDifference>();
    await comparison.compareAll(null, {
      onProgress: ({ compared }) => {
        for (const found of compared) results.set(found.pair, found);
      },
    });
    const aligned = isAligned || alignTo !== undefined ? await align(comparison) : null;
    const [nameA, nameB] = sideNames(posixPath(a.path), posixPath(b.path));
    const sides = { a: { name: nameA, path: names[0] }, b: { name: nameB, path: names[1] } };
    const compared = { sides, overview, lines, structure, results, aligned };
    for (const [format, file] of Object.entries(files) as [ComparisonFormat, string][]) {
      const bytes = new TextEncoder().encode(await comparisonFile(format, compared, comparison));
      await writeBeside(resolve(file), (sink) => sink.write(bytes));
    }
    const saved = alignTo === undefined ? undefined : await saveAligned(comparison, alignTo);
    return { comparison: compared, saved };
  } finally {
    worker.dispose();
  }
}

function posixPath(path: string): string {
  return resolve(path).split(sep).join('/');
}
