import { permuted } from '../../../core/align/permute';
import type { ExportTensor } from '../../../core/exchange/tensorNote';
import { DEFAULT_SHARD_BYTES } from '../../../core/exchange/tfjsCopy';
import type { Numbers } from '../../../core/format/valueKind';
import type { WeightSource } from '../../../core/format/weightSource';
import type { AlignApi } from '../../../protocol/align';
import { exportedBytes, exportTensors } from '../../export/plan';
import { watched } from '../../export/methods';
import { writeExport } from '../../export/writeExport';
import { kernelProducts } from '../../kernels/innerProducts';
import { shelf } from '../../kernels/shelf';
import type { OpenedModel } from '../../openedModel';
import { throttle } from '../../throttle';
import type { Turn, Turns } from '../../turns';
import { type Aligned, alignModels } from './alignModels';
import { withAssigner } from './assigner';
import { wholeTensor } from './pairValues';
import type { Both } from '../both';

/**
 * Serves `AlignApi` for two open models.
 * @param json The bytes of B's model.json.
 * @param script Path of the bundled worker.ts, for the thread that assigns.
 */
export function alignMethods(
  both: () => Promise<Both>,
  turns: Turns,
  json: () => Promise<Uint8Array>,
  script?: string,
): AlignApi {
  let last:
    { readonly of: Both; readonly aligned: Aligned; readonly source: WeightSource } | undefined;
  const alignedSource = (current: Both): WeightSource => {
    if (last?.of !== current) throw new Error('The units are not aligned yet.');
    return last.source;
  };
  return {
    align: async ({ seed }, { signal, progress }) => {
      const current = await both();
      const turn = turns.background(signal);
      const tell = throttle(progress);
      const kernels = shelf.take();
      const innerProducts = kernels && kernelProducts(kernels);
      try {
        const aligned = await withAssigner(script, signal, (assign) =>
          alignModels({ ...current, seed, assign, innerProducts, turn, progress: tell }),
        );
        last = { of: current, aligned, source: reorderedSource(current.b, aligned) };
        return aligned.alignment;
      } finally {
        if (kernels !== undefined) shelf.give(kernels);
      }
    },
    alignedValues: async ({ weight, start, end }) => {
      const current = await both();
      return alignedSource(current).read(current.b.weight(weight), start, end);
    },
    alignedSize: async () => {
      const tensors = savedTensors((await both()).b);
      return { weights: tensors.length, bytes: bytesOf(tensors) };
    },
    saveAligned: async ({ target, shownPath }, { signal, progress }) => {
      const current = await both();
      const { b } = current;
      const tensors = savedTensors(b);
      const total = bytesOf(tensors) || 1;
      const tell = throttle((bytes: number) => progress({ fraction: Math.min(1, bytes / total) }));
      const source = watched(alignedSource(current), turns.background(signal), tell);
      return writeExport(
        { model: b.model, source, tensors, json },
        {
          format: 'tfjs',
          weights: tensors.map(({ weight }) => weight.index),
          ...{ target, shownPath, shardBytes: DEFAULT_SHARD_BYTES },
        },
      );
    },
  };
}

function savedTensors(b: OpenedModel): readonly ExportTensor[] {
  const weights = b.model.weights.filter(({ variableGroup }) => variableGroup !== 'optimizer');
  return exportTensors(
    b,
    weights.map(({ index }) => index),
  );
}

function bytesOf(tensors: readonly ExportTensor[]): number {
  return tensors.reduce((sum, { weight }) => sum + exportedBytes(weight), 0);
}

const NO_TURN: Turn = () => Promise.resolve();

/** B with its units where the permutations put them. Holds the tensor that was read last. */
function reorderedSource(b: OpenedModel, { plan, alignment }: Aligned): WeightSource {
  const stored = b.values.source('stored');
  const tensors = new Map(plan.tensors.map((tensor) => [tensor.weight.index, tensor]));
  let held: { readonly index: number; readonly values: Promise<Numbers> } | undefined;
  return {
    read: async (weight, start, end) => {
      const tensor = tensors.get(weight.index);
      if (tensor === undefined) return stored.read(weight, start, end);
      if (held?.index !== weight.index) {
        const values = wholeTensor(stored, tensor.weight, NO_TURN).then((whole) =>
          permuted(whole, tensor, alignment.permutations),
        );
        held = { index: weight.index, values };
        // What failed is read anew when it is asked for again.
        values.catch(() => (held = undefined));
      }
      return (await held.values).subarray(start, end);
    },
  };
}
