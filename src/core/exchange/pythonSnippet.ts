import { property } from '../json';
import { shownName } from '../format/sentence';
import type { Model, ModelNode } from '../model/model';
import type { ExportFormat } from './formats';
import { type KerasLayer, kerasLayers } from './kerasLayers';
import { archiveNames } from './names';
import { READERS } from './pythonReaders';
import type { ExportTensor } from './tensorNote';

/**
 * Python that reads an exported file and hands its weights to a Keras model, layer by layer, in the
 * order of `get_weights`. Where only some weights of a layer were exported, the others stay as they are.
 * Undefined for formats that Python does not read.
 * @param path of the exported file or folder.
 */
export function pythonSnippet(
  model: Model,
  tensors: readonly ExportTensor[],
  format: ExportFormat,
  path: string,
): string | undefined {
  const reader = READERS[format];
  if (reader === undefined) return undefined;
  const names = new Map(named(tensors, format).map(({ weight, name }) => [weight.index, name]));
  const layers = kerasLayers(model).filter(({ weights }) =>
    weights.some(({ index }) => names.has(index)),
  );
  const read = reader(pythonString(path), tensors);
  const head = `${read.lines.join('\n')}\n`;
  const value = (index: number): string => read.value(pythonString(names.get(index) ?? ''), index);
  if (layers.length === 0) {
    const [first] = tensors;
    return first === undefined ? head : `${head}\nprint(${value(first.weight.index)}.shape)\n`;
  }
  const calls = layers.map((layer) => setWeights(model, layer, names, value));
  return `${head}\n# model is your Keras model with the same layers.\n${calls.join('')}`;
}

/** numpy shows the member names of an archive. */
function named(tensors: readonly ExportTensor[], format: ExportFormat): readonly ExportTensor[] {
  if (format !== 'npz') return tensors;
  const members = archiveNames(tensors.map(({ name }) => name));
  return tensors.map(({ weight, name }, i) => ({ weight, name: members[i] ?? name }));
}

function setWeights(
  { nodes }: Model,
  { path, weights }: KerasLayer,
  names: ReadonlyMap<number, string>,
  value: (index: number) => string,
): string {
  let layer = 'model';
  for (const name of path) layer += name === null ? '.layer' : `.get_layer(${pythonString(name)})`;
  const owners = [...new Set(weights.map(({ node }) => nodes[node]))];
  const lines = owners.flatMap((owner) => {
    const note = owner === undefined ? undefined : difference(owner);
    return note === undefined ? [] : [`# ${shownName(owner?.name ?? '')}: ${note}`];
  });
  if (weights.every(({ index }) => names.has(index))) {
    lines.push(
      call(
        `${layer}.set_weights`,
        weights.map(({ index }) => value(index)),
      ),
    );
  } else {
    lines.push(`layer = ${layer}`, 'values = layer.get_weights()');
    for (const [i, { index }] of weights.entries())
      if (names.has(index)) lines.push(`values[${i}] = ${value(index)}`);
    lines.push('layer.set_weights(values)');
  }
  return `${lines.join('\n')}\n`;
}

/** Characters of a line, as Python's formatters have it. */
const MAX_LINE = 88;

function call(what: string, list: readonly string[]): string {
  const line = `${what}([${list.join(', ')}])`;
  if (line.length <= MAX_LINE) return line;
  return `${what}([\n${list.map((item) => `    ${item},\n`).join('')}])`;
}

/** Where Keras 3 computes otherwise than the TensorFlow.js layer whose weights it gets. */
function difference({ className, config }: ModelNode): string | undefined {
  if (className === 'GRU' && property(config, 'reset_after') !== true)
    return 'build it with reset_after=False, as it was in TensorFlow.js.';
  const activation = property(config, 'recurrent_activation');
  return typeof activation === 'string' && /^hard_?sigmoid$/i.test(activation)
    ? 'Keras 3 has another hard_sigmoid: build it with recurrent_activation=lambda x: keras.ops.clip(0.2 * x + 0.5, 0, 1).'
    : undefined;
}

/** JSON's escapes are Python's too. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
