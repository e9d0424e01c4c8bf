import { ModelFormatError } from '../../errors';
import { countElements } from '../../format/countElements';
import { bytesPerElement, type DType } from '../../format/dtypes';
import { shownName } from '../../format/sentence';
import type { Manifest, WeightEntry } from '../../format/weightEntry';
import { asString, property, type Json } from '../../json';
import type { Model, ModelNode, Weight } from '../../model/model';
import { lastToken, specByName, specInLayer } from '../../model/roles';
import { weightOf } from '../../model/weightOf';
import { weightsOnly } from '../../model/weightsOnly';

/** More than any model has; a file that claims more is refused before it fills the memory. */
export const MAX_TENSORS = 200_000;

/** A tensor of a file that holds arrays by name. */
export interface ArrayTensor {
  readonly name: string;
  readonly dtype: DType;
  /** Checked by nobody yet. */
  readonly shape: Json;
  /** What the file says of it, where it was exported by Weightscope. */
  readonly note?: Json | undefined;
  /** Why its values cannot be read, as a clause after its name. */
  readonly flaw?: string | undefined;
}

/** Refuses a file as a whole, in one sentence. */
export function refused(fileName: string, clause: string): ModelFormatError {
  return new ModelFormatError(
    `${shownName(fileName)} ${clause} Choose another file, or write it again.`,
    { file: fileName },
  );
}

/**
 * A model of which only arrays are known: layers are told by the notes of our own exports, else by the
 * names. Weight i is tensor i. An impossible tensor gets a `problem` and is unreadable.
 */
export function arrayModel(tensors: readonly ArrayTensor[], fileName: string): Model {
  if (tensors.length > MAX_TENSORS)
    throw refused(fileName, `claims ${tensors.length} tensors, more than can be opened.`);
  const entries = tensors.map(entryOf);
  const manifest: Manifest = {
    groups: [{ paths: [fileName], entries: [...entries.keys()] }],
    entries,
    problems: [],
  };
  const noted = tensors.some(({ note }) => asString(property(note, 'layer')) !== undefined);
  return {
    format: 'weights-manifest',
    ...(noted ? notedLayers(tensors, entries) : weightsOnly(manifest)),
    name: undefined,
    className: 'weights only',
    json: {},
    manifest,
    problems: [],
  };
}

function entryOf(tensor: ArrayTensor, index: number): WeightEntry {
  const { name, dtype, shape, flaw } = tensor;
  const counted = countElements(shape);
  const fatal = typeof counted === 'string' ? counted : flaw;
  const size = typeof counted === 'number' ? counted : 0;
  const width = bytesPerElement(dtype);
  return {
    index,
    name,
    shape: typeof counted === 'number' ? (shape as readonly number[]) : [],
    size,
    dtype,
    quantization: undefined,
    group: 0,
    byteLength: width === undefined ? undefined : size * width,
    variableGroup: 'model',
    problem: fatal === undefined ? undefined : `${shownName(name)} ${fatal}.`,
    unreadable: fatal !== undefined,
  };
}

/** A node for each layer that a note names, without a config. */
function notedLayers(
  tensors: readonly ArrayTensor[],
  entries: readonly WeightEntry[],
): Pick<Model, 'nodes' | 'weights'> {
  const nodes: ModelNode[] = [];
  const byName = new Map<string, ModelNode>();
  const weights = entries.map((entry, i): Weight => {
    const note = tensors[i]?.note;
    const layer = asString(property(note, 'layer'));
    if (layer === undefined) return weightOf(entry, specByName(entry.name), -1, true);
    const className = asString(property(note, 'layerClass')) ?? '';
    const node = byName.get(layer) ?? layerNode(nodes.length, layer, className);
    if (!byName.has(layer)) {
      byName.set(layer, node);
      nodes.push(node);
    }
    const at = entry.name.indexOf(`${layer}/`);
    const key = at < 0 ? lastToken(entry.name) : entry.name.slice(at + layer.length + 1);
    const spec = className === '' ? specByName(entry.name) : specInLayer(className, key);
    return weightOf(entry, spec, node.index, true);
  });
  return { nodes, weights };
}

function layerNode(index: number, name: string, className: string): ModelNode {
  return {
    index,
    kind: className === '' ? 'scope' : 'layer',
    name,
    className,
    parent: -1,
    outputShape: undefined,
    trainable: true,
    calls: 1,
    config: undefined,
    inputs: [],
  };
}
