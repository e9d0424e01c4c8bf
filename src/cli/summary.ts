import { basename } from 'node:path';
import { startModelWorker } from '../compute/client';
import { printable } from '../core/format/sentence';
import type { TreeRow } from '../core/model/tree';
import { count } from '../core/shownNumber';
import type { ModelOverview } from '../protocol/model';
import { modelPath } from './modelPath';
import { table } from './table';

/** Reads model.json and nothing else. */
export async function summary(script: string, given: string, json: boolean): Promise<string> {
  const path = modelPath(given);
  const worker = startModelWorker(script, { path, fileName: basename(path) });
  try {
    const overview = await worker.model.open(null);
    const rows = await worker.model.rows({ start: 0, end: overview.tree.depth.length });
    return json ? asJson(overview, rows) : asText(overview, rows);
  } finally {
    worker.dispose();
  }
}

function asText(overview: ModelOverview, rows: readonly TreeRow[]): string {
  const { fileName, format, className, parameters, trainableParameters, problems } = overview;
  const lines = rows.map(({ name, className: kind, shape, parameters: own }, i) => [
    '  '.repeat(overview.tree.depth[i] ?? 0) + printable(name),
    printable(kind),
    shape,
    count(own),
  ]);
  return [
    `${fileName}: ${[format, className].filter(Boolean).join(', ')}`,
    `${count(parameters)} parameters, ${count(trainableParameters)} trainable, ${count(overview.bytes)} bytes in ${overview.files.length} file${overview.files.length === 1 ? '' : 's'}`,
    ...problems,
    '',
    table(
      [
        { title: 'name' },
        { title: 'class or role' },
        { title: 'shape' },
        { title: 'parameters', number: true },
      ],
      lines,
    ),
  ].join('\n');
}

function asJson(overview: ModelOverview, rows: readonly TreeRow[]): string {
  const { fileName, format, className, name, parameters, trainableParameters } = overview;
  const { bytes, files, problems, tree } = overview;
  const listed = rows.map((row, i) => ({ depth: tree.depth[i], ...row }));
  return JSON.stringify(
    {
      ...{ fileName, format, className, name, parameters, trainableParameters, bytes },
      ...{ files, problems, rows: listed },
    },
    null,
    2,
  );
}
