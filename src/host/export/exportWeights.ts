import * as vscode from 'vscode';
import { DEFAULT_SHARD_BYTES } from '../../core/exchange/tfjsCopy';
import type { ExportFormat } from '../../core/exchange/formats';
import type { ExportScope } from '../../protocol/export';
import { askFormat } from './askFormat';
import { askScope } from './askScope';
import { askShardBytes } from './askShardBytes';
import { askTarget } from './askTarget';
import { askToLeaveOut } from './askToLeaveOut';
import { reportExport } from './reportExport';
import type { ExportSource } from './source';
import { withProgress } from './withProgress';
import { writeTo } from './writeTo';

/**
 * Exports weights of one model: asks what, in which format and where, and ends with where it is. Returns
 * early wherever the person changes their mind.
 * @param chosen by the menu that the command was chosen from.
 */
export async function exportWeights(
  source: ExportSource,
  chosen: ExportScope | undefined,
): Promise<void> {
  const { model } = source;
  const choices = await model.exportChoices(null);
  const scope = chosen ?? (await askScope(choices, source.shown));
  if (scope === undefined) return;
  const format = await askFormat(formatsFor(scope));
  if (format === undefined) return;
  const shardBytes = format === 'tfjs' ? await askShardBytes() : DEFAULT_SHARD_BYTES;
  if (shardBytes === undefined) return;
  const plan = await withProgress('Looking at the weights', (options) =>
    model.planExport({ scope, format }, options),
  );
  if (!(await askToLeaveOut(plan))) return;
  const target = await askTarget(source, plan.name, format);
  if (target === undefined) return;
  const { weights, bytes } = plan;
  const report = await writeTo(target, bytes, (local, shownPath) =>
    withProgress(`Exporting ${plan.name}`, (options) =>
      model.exportWeights(
        { format, weights, target: local, shownPath, shardBytes },
        { ...options, untilAnswered: true },
      ),
    ),
  );
  // Not awaited: the export is done when its files are there, not when its message is put away.
  void reportExport(target, weights.length, report);
}

/** A .npy holds one tensor, and a model is copied as a whole. */
function formatsFor(scope: ExportScope): readonly ExportFormat[] {
  const all: readonly ExportFormat[] = ['npz', 'safetensors', 'json', 'csv', 'c'];
  if (scope.kind === 'weight') return ['npy', ...all];
  return scope.kind === 'model' ? [...all, 'tfjs'] : all;
}

/** What a menu of the editor page tells of the row or tensor that it was opened on. */
export function scopeOf(context: unknown): ExportScope | undefined {
  if (typeof context !== 'object' || context === null || context instanceof vscode.Uri)
    return undefined;
  if ('weightscopeWeight' in context && typeof context.weightscopeWeight === 'number')
    return { kind: 'weight', weight: context.weightscopeWeight };
  if ('weightscopeRow' in context && typeof context.weightscopeRow === 'number')
    return { kind: 'rows', rows: [context.weightscopeRow] };
  return undefined;
}
