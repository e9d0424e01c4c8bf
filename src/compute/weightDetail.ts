import type { Quantization } from '../core/format/dtypes';
import { initializerOf } from '../core/model/initializers/initializerOf';
import { shownShape } from '../core/model/shownShape';
import type { WeightDetail } from '../protocol/model';
import type { OpenedModel } from './openedModel';

/** Everything about one weight but its values. Asks for the sizes of its files. */
export async function weightDetail(opened: OpenedModel, index: number): Promise<WeightDetail> {
  const weight = opened.weight(index);
  const node = opened.model.nodes[weight.node];
  const { shape, axes } = shownShape(weight);
  const files = await opened.source.filesOf(weight);
  const problem = await opened.source.problemOf(weight);
  if (problem !== undefined) opened.problems.set(index, problem);
  const named = initializerOf(opened.model, weight);
  return {
    weight: index,
    name: weight.name,
    layer: node?.name ?? null,
    layerClass: node?.className ?? null,
    role: weight.role,
    meaning: weight.meaning,
    dtype: weight.dtype,
    quantization: weight.quantization === undefined ? null : quantizationText(weight.quantization),
    shape,
    axes,
    filters: weight.filters ?? null,
    trainable: weight.trainable,
    bytes: weight.byteLength ?? null,
    files,
    problem: problem ?? null,
    edited: opened.values.patches.has(index),
    initializer: named?.initializer === undefined ? null : named.name,
  };
}

function quantizationText(quantization: Quantization): string {
  return quantization.dtype === 'float16'
    ? 'float16'
    : `${quantization.dtype}, scale ${quantization.scale}, min ${quantization.min}`;
}
