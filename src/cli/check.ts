import { basename } from 'node:path';
import { startModelWorker } from '../compute/client';
import { printable } from '../core/format/sentence';
import type { Statistics } from '../core/measure/statistics';
import { count } from '../core/shownNumber';
import type { ModelOverview, WeightLine } from '../protocol/model';
import { modelPath } from './modelPath';

/** What is wrong with one tensor, or with the files. */
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
    await model.measureAll(null, {
      onProgress: ({ measured }) => {
        for (const line of measured) {
          const weight = lines[line.weight];
          if (weight === undefined || isText(weight)) continue;
          if ('problem' in line) findings.push({ weight: weight.name, sentence: line.problem });
          else findings.push(...unhealthy(weight, line.statistics));
        }
      },
    });
    const failed = findings.length > 0;
    return { text: json ? asJson(overview, findings) : asText(overview, findings), failed };
  } finally {
    worker.dispose();
  }
}

function isText({ dtype }: WeightLine): boolean {
  return dtype === 'string';
}

function unhealthy({ name }: WeightLine, statistics: Statistics): Finding[] {
  const { count: values, nan, positiveInfinity, negativeInfinity, firstNonFiniteAt } = statistics;
  const infinite = positiveInfinity + negativeInfinity;
  if (nan + infinite === 0) return [];
  const sentence =
    `${name} has ${count(nan)} NaN and ${count(infinite)} infinities among ${count(values)} values, ` +
    `the first at flat index ${firstNonFiniteAt ?? 0}.`;
  return [{ weight: name, sentence }];
}

function asText({ fileName, weightCount }: ModelOverview, findings: readonly Finding[]): string {
  if (findings.length === 0)
    return `${fileName}: ${count(weightCount)} tensors, all finite, all there.`;
  return findings.map(({ sentence }) => printable(sentence)).join('\n');
}

function asJson({ fileName, weightCount }: ModelOverview, findings: readonly Finding[]): string {
  return JSON.stringify({ fileName, weightCount, findings }, null, 2);
}
