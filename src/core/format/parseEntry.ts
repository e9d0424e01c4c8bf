import { isObject, type Json, type JsonObject } from '../json';
import { countElements } from './countElements';
import { bytesPerElement, type DType, isDType } from './dtypes';
import { PlainEntry, variableGroupOf } from './plainEntry';
import { type ParsedQuantization, parseQuantization } from './parseQuantization';
import { shownName, shownValue } from './sentence';
import type { WeightEntry } from './weightEntry';

const PLAIN: ParsedQuantization = { quantization: undefined, width: undefined, problem: undefined };

/**
 * An entry of the manifest, checked: whatever is wrong becomes its `problem`, nothing throws.
 * @param seen names of the entries before; the name of this one is added
 */
export function parseEntry(
  json: Json,
  index: number,
  group: number,
  seen: Set<string>,
  fileName: string,
): WeightEntry {
  if (!isObject(json)) return notAnEntry(json, index, group, fileName);
  const name = typeof json.name === 'string' && json.name !== '' ? json.name : `unnamed ${index}`;
  const different = seen.size;
  const repeated = seen.add(name).size === different;
  const size = countElements(json.shape);
  if (
    typeof size === 'number' &&
    name === json.name &&
    !repeated &&
    typeof json.dtype === 'string' &&
    isDType(json.dtype) &&
    (json.quantization ?? null) === null
  ) {
    return new PlainEntry(json, index, group, name, size);
  }
  return unusualEntry(json, index, group, name, repeated, fileName);
}

function unusualEntry(
  json: JsonObject,
  index: number,
  group: number,
  name: string,
  repeated: boolean,
  fileName: string,
): WeightEntry {
  const counted = countElements(json.shape);
  const [size, shapeProblem] = typeof counted === 'number' ? [counted, undefined] : [0, counted];
  const { dtype: spelled, quantization: quantized } = json;
  const known = typeof spelled === 'string' && isDType(spelled);
  const dtype: DType = known ? spelled : 'uint8';
  const {
    quantization,
    width,
    problem: quantizationProblem,
  } = quantized === undefined || quantized === null ? PLAIN : parseQuantization(quantized, spelled);
  const bytesEach =
    width ?? (known && quantizationProblem === undefined ? bytesPerElement(spelled) : undefined);
  const dtypeProblem = known
    ? undefined
    : `has the unknown dtype ${shownValue(spelled)}, which cannot be decoded`;
  const fatal = shapeProblem ?? dtypeProblem ?? quantizationProblem;
  const flaw = fatal ?? nameFlaw(json.name, name, repeated);
  return {
    index,
    name,
    shape: shapeProblem === undefined ? (json.shape as readonly number[]) : [],
    size,
    dtype,
    quantization,
    group,
    byteLength:
      bytesEach === undefined || shapeProblem !== undefined ? undefined : size * bytesEach,
    variableGroup: variableGroupOf(json),
    problem: flaw === undefined ? undefined : sentence(name, flaw, fileName),
    unreadable: fatal !== undefined,
  };
}

function nameFlaw(spelled: Json | undefined, name: string, repeated: boolean): string | undefined {
  if (name !== spelled) return `has ${shownValue(spelled)} for a name`;
  return repeated
    ? 'appears twice in the manifest, of which TensorFlow.js keeps the last'
    : undefined;
}

function notAnEntry(json: Json, index: number, group: number, fileName: string): WeightEntry {
  const name = `unnamed ${index}`;
  return {
    index,
    name,
    shape: [],
    size: 0,
    dtype: 'uint8',
    quantization: undefined,
    group,
    byteLength: undefined,
    variableGroup: 'model',
    problem: sentence(name, `is ${shownValue(json)} where an entry is needed`, fileName),
    unreadable: true,
  };
}

function sentence(name: string, flaw: string, fileName: string): string {
  return `${shownName(name)} ${flaw}. Correct its entry in ${shownName(fileName)} or save the model again.`;
}
