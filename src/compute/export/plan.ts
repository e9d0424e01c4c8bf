import type { ExportFormat } from '../../core/exchange/formats';
import { tensorNames } from '../../core/exchange/names';
import { npyRefusal } from '../../core/exchange/npy';
import { safetensorsRefusal } from '../../core/exchange/safetensors';
import { type ExportTensor, exportedDType } from '../../core/exchange/tensorNote';
import { valuePieces } from '../../core/exchange/valuePieces';
import { bytesPerElement } from '../../core/format/dtypes';
import { shownName } from '../../core/format/sentence';
import type { WeightSource } from '../../core/format/weightSource';
import type { Weight } from '../../core/model/model';
import type { ExportPlan, ExportScope } from '../../protocol/export';
import type { OpenedModel } from '../openedModel';
import type { Turn } from '../turns';
import { exportChoices, weightsBeneath } from './choices';

/** Weights between two turns. */
const WEIGHTS_A_TURN = 500;

/** What of the scope can be written in that format. Asks for sizes of files, and reads strings only. */
export async function planExport(
  opened: OpenedModel,
  scope: ExportScope,
  format: ExportFormat,
  fileName: string,
  turn: Turn,
): Promise<ExportPlan> {
  const weights: number[] = [];
  const leftOut: string[] = [];
  let bytes = 0;
  const values = opened.values.source('edited');
  for (const [i, tensor] of exportTensors(opened, weightsOf(opened, scope)).entries()) {
    if (i % WEIGHTS_A_TURN === 0) await turn();
    const reason =
      (await lackOf(opened, tensor.weight, values)) ?? (await refusal(values, tensor, format));
    if (reason !== undefined) {
      leftOut.push(reason);
      continue;
    }
    weights.push(tensor.weight.index);
    bytes += exportedBytes(tensor.weight);
  }
  return { name: nameOf(opened, scope, fileName), weights, leftOut, bytes };
}

/** The weights by index, with the names that files know them by. */
export function exportTensors(opened: OpenedModel, indices: readonly number[]): ExportTensor[] {
  const weights = indices.map((index) => opened.weight(index));
  const names = tensorNames(weights.map(({ name }) => name));
  return weights.map((weight, i) => ({ weight, name: names[i] ?? weight.name }));
}

/** Bytes of the values as a `WeightSource` gives them; those of strings are not known before they are read. */
export function exportedBytes(weight: Weight): number {
  return weight.size * (bytesPerElement(exportedDType(weight)) ?? 1);
}

function weightsOf({ model, tree }: OpenedModel, scope: ExportScope): number[] {
  switch (scope.kind) {
    case 'weight':
      return [scope.weight];
    case 'rows':
      return [...new Set(scope.rows.flatMap((row) => weightsBeneath(tree.skeleton, row)))];
    case 'model':
      return model.weights
        .filter(({ variableGroup }) => scope.optimizer || variableGroup !== 'optimizer')
        .map(({ index }) => index);
  }
}

/** Why a weight cannot be read whole. What its files lack does not matter where edits hide all of it. */
async function lackOf(
  { source, values: { patches } }: OpenedModel,
  weight: Weight,
  values: WeightSource,
): Promise<string | undefined> {
  const lack = await source.lackOf(weight);
  if (lack === undefined || !patches.has(weight.index)) return lack;
  try {
    const pieces = valuePieces(values, weight);
    while ((await pieces.next()).done !== true);
    return undefined;
  } catch {
    return lack;
  }
}

async function refusal(
  source: WeightSource,
  tensor: ExportTensor,
  format: ExportFormat,
): Promise<string | undefined> {
  if (format === 'safetensors') return safetensorsRefusal(tensor);
  return format === 'npz' || format === 'npy' ? npyRefusal(source, tensor) : undefined;
}

function nameOf(opened: OpenedModel, scope: ExportScope, fileName: string): string {
  if (scope.kind === 'weight') return shownName(opened.weight(scope.weight).name);
  const model = exportChoices(opened.tree, fileName).name;
  const [row] = scope.kind === 'rows' && scope.rows.length === 1 ? scope.rows : [];
  return row === undefined ? model : opened.tree.row(row).name;
}
