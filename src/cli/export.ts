import { basename, resolve } from 'node:path';
import { startModelWorker } from '../compute/client';
import { CSV_INDEX } from '../core/exchange/csv';
import { EXPORT_FORMATS, type ExportFormat, isFolderFormat } from '../core/exchange/formats';
import { DEFAULT_SHARD_BYTES } from '../core/exchange/tfjsCopy';
import { printable } from '../core/format/sentence';
import type { ExportScope } from '../protocol/export';
import { checkFree, checkUnread } from './checkFree';
import { modelPath, shardPaths } from './modelPath';
import { UsageError } from './usage';
import { writtenText } from './writtenText';

export interface ExportChoice {
  readonly format: string | undefined;
  readonly out: string | undefined;
  /** Name of a tensor; all where there is none. */
  readonly tensor: string | undefined;
  /** Whether what is there may be replaced. */
  readonly force: boolean;
}

/** Writes the weights of a model, or one of them, to a file or folder of another format. */
export async function exportModel(
  script: string,
  given: string,
  { format, out, tensor, force }: ExportChoice,
): Promise<string> {
  if (!isFormat(format))
    throw new UsageError(`--format is one of ${Object.keys(EXPORT_FORMATS).join(', ')}.`);
  if (out === undefined) throw new UsageError('--out says where to.');
  const target = resolve(out);
  const path = modelPath(given);
  const written = format === 'csv' ? CSV_INDEX : 'model.json';
  const targets = [{ path: out, folderOf: isFolderFormat(format) ? written : null }];
  checkUnread(targets, [path]);
  checkFree(targets, force);
  const worker = startModelWorker(script, { path, fileName: basename(path) });
  try {
    const { model } = worker;
    const { weightCount, files } = await model.open(null);
    checkUnread(targets, shardPaths(path, files));
    const lines = await model.weightLines({ start: 0, end: weightCount });
    const scope = scopeOf(
      tensor,
      lines.map(({ name }) => name),
    );
    const { weights, leftOut } = await model.planExport({ scope, format });
    const request = { format, weights, target, shownPath: out, shardBytes: DEFAULT_SHARD_BYTES };
    const report = await model.exportWeights(request);
    return [...leftOut.map(printable), writtenText(weights.length, report, out)].join('\n');
  } finally {
    worker.dispose();
  }
}

function isFormat(format: string | undefined): format is ExportFormat {
  return format !== undefined && Object.hasOwn(EXPORT_FORMATS, format);
}

function scopeOf(name: string | undefined, names: readonly string[]): ExportScope {
  if (name === undefined) return { kind: 'model', optimizer: false };
  const weight = names.indexOf(name);
  if (weight < 0) throw new UsageError(`The model has no tensor ${name}.`);
  return { kind: 'weight', weight };
}
