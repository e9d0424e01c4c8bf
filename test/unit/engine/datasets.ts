import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileWeightSource } from '../../../src/core/format/fileWeightSource';
import { readModel } from '../../../src/core/model/readModel';
import type { Dataset } from '../../../src/protocol/training';
import { MemoryFiles } from '../../support/memoryFiles';
import { sampleModel, sampleRows } from '../../support/sampleData';
import type { Opened } from './support';

/** A sample as the extension opens it. */
export function sample(folder: string): Opened {
  const path = sampleModel(folder);
  const text = readFileSync(path, 'utf8');
  const { manifest } = readModel(text, 'model.json');
  const names = manifest.groups.flatMap(({ paths }) => paths);
  const files = names.map((name) => [name, readFileSync(join(dirname(path), name))] as const);
  const source = new FileWeightSource(manifest, new MemoryFiles(new Map(files)));
  return {
    text,
    read: ({ weight, start, end }) => {
      const entry = manifest.entries[weight];
      if (entry === undefined) throw new RangeError(`no weight ${weight}`);
      return source.read(entry, start, end);
    },
  };
}

interface Example {
  readonly input: readonly number[];
  readonly target: readonly number[];
}

export interface Split {
  readonly training: Dataset;
  readonly validation: Dataset;
}

/** Every fifth row is held out, as when the samples were made. */
function split(
  examples: readonly Example[],
  inputShape: readonly number[],
  targetShape: readonly number[],
): Split {
  const pick = (keep: (index: number) => boolean): Dataset => {
    const rows = examples.filter((_, index) => keep(index));
    return {
      rows: rows.length,
      inputs: [
        { shape: inputShape, values: Float32Array.from(rows.flatMap(({ input }) => input)) },
      ],
      targets: [
        { shape: targetShape, values: Float32Array.from(rows.flatMap(({ target }) => target)) },
      ],
    };
  };
  return { training: pick((i) => i % 5 !== 4), validation: pick((i) => i % 5 === 4) };
}

function standardised(rows: readonly (readonly number[])[]): number[][] {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] ?? NaN));
  const mean = columns.map((values) => values.reduce((a, b) => a + b, 0) / values.length);
  const std = columns.map((values, column) =>
    Math.sqrt(
      values.reduce((sum, value) => sum + (value - (mean[column] ?? 0)) ** 2, 0) / values.length,
    ),
  );
  return rows.map((row) =>
    row.map((value, column) => (value - (mean[column] ?? 0)) / (std[column] ?? 1)),
  );
}

const SPECIES = ['setosa', 'versicolor', 'virginica'];

export function iris(): Split {
  const rows = sampleRows('iris', 'iris.csv');
  const inputs = standardised(rows.map((cells) => cells.slice(0, 4).map(Number)));
  const examples = rows.map((cells, i) => ({
    input: inputs[i] ?? [],
    target: SPECIES.map((name) => Number(name === cells[4])),
  }));
  return split(examples, [4], [3]);
}

export function coffee(): Split {
  const rows = sampleRows('coffee-roasting', 'coffee-roasting.csv').map((cells) =>
    cells.map(Number),
  );
  const inputs = standardised(rows.map((row) => row.slice(0, 2)));
  return split(
    rows.map((row, i) => ({ input: inputs[i] ?? [], target: row.slice(2) })),
    [2],
    [1],
  );
}

export function digits(): Split {
  const rows = sampleRows('digits', 'digits.csv').map((cells) => cells.map(Number));
  const examples = rows.map((row) => ({
    input: row.slice(0, -1).map((pixel) => pixel / 255),
    target: Array.from({ length: 10 }, (_, digit) => Number(digit === row.at(-1))),
  }));
  return split(examples, [14, 14, 1], [10]);
}
