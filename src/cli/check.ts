import { basename } from 'node:path';
import { startModelWorker } from '../compute/client';
import { printable } from '../core/format/sentence';
import type { Statistics } from '../core/measure/statistics';
import { count, counted } from '../core/shownNumber';
import type { ModelOverview, WeightLine } from '../protocol/model';
import { modelPath } from './modelPath';

/** What is wrong, or may be, with one tensor or with the files. */
interface Finding {
  readonly weight: string | null;
  readonly sentence: string;
}

export interface Checked {
  readonly text: string;
  readonly failed: boolean;
}

/** Files against the manifest, and every value of every tensor for NaN and infinities. */
export async function check(script: string, given: string, json: boolean): Promise<Checked> {
  const path = modelPath(given);
  const worker = startModelWorker(script, { path, fileName: basename(path) });
  try {
    const { model } = worker;
    const overview = await model.open(null);
    const lines = await model.weightLines({ start: 0, end: overview.weightCount });
    const { problems } = await model.check(null);
    const findings: Finding[] = [...overview.problems, ...problems].map((sentence) => ({
      weight: null,
      sentence,
    }));
    const notes: Finding[] = [];
    const judge = ({ name }: WeightLine, statistics: Statistics): void => {
      const found = nonFinite(name, statistics);
      if (found === undefined) return;
      // Graphs in the wild hold -Infinity on purpose, as limits of scores and as pads.
      const maybeMeant = overview.format === 'graph-model' && statistics.nan === 0;
      (maybeMeant ? notes : findings).push(found);
    };
    await model.measureAll(null, {
      onProgress: ({ measured }) => {
        for (const line of measured) {
          const weight = lines[line.weight];
          if (weight === undefined || isText(weight)) continue;
          if ('problem' in line) findings.push({ weight: weight.name, sentence: line.problem });
          else judge(weight, line.statistics);
        }
      },
    });
    const failed = findings.length > 0;
    const text = json ? asJson(overview, findings, notes) : asText(overview, findings, notes);
    return { text, failed };
  } finally {
    worker.dispose();
  }
}

function isText({ dtype }: WeightLine): boolean {
  return dtype === 'string';
}

function nonFinite(name: string, statistics: Statistics): Finding | undefined {
  const { count: values, nan, positiveInfinity, negativeInfinity, firstNonFiniteAt } = statistics;
  const infinite = positiveInfinity + negativeInfinity;
  if (nan + infinite === 0) return undefined;
  const parts = [
    ...(nan > 0 ? [`${count(nan)} NaN`] : []),
    ...(infinite > 0 ? [`${count(infinite)} ${infinite === 1 ? 'infinity' : 'infinities'}`] : []),
  ];
  const sentence =
    `${name} has ${parts.join(' and ')} among ${count(values)} values, ` +
    `the first at flat index ${firstNonFiniteAt ?? 0}.`;
  return { weight: name, sentence };
}

function asText(
  { fileName, weightCount }: ModelOverview,
  findings: readonly Finding[],
  notes: readonly Finding[],
): string {
  const well = `${fileName}: ${counted(weightCount, 'tensor')}, ${notes.length === 0 ? 'all finite' : 'no NaN'}, all there.`;
  return [
    ...(findings.length === 0 ? [well] : findings.map(({ sentence }) => printable(sentence))),
    ...notes.map(
      ({ sentence }) => `${printable(sentence)} A graph may mean that, as a limit or a pad.`,
    ),
  ].join('\n');
}

function asJson(
  { fileName, weightCount }: ModelOverview,
  findings: readonly Finding[],
  notes: readonly Finding[],
): string {
  return JSON.stringify({ fileName, weightCount, findings, notes }, null, 2);
}
