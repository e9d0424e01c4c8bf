import { isArray, type Json } from '../json';
import { shownValue } from './sentence';

/** NumPy's limit was 32; TensorFlow.js itself stops at rank 6. */
const MAX_RANK = 32;

export interface Shape {
  /** Empty where refused. */
  readonly shape: readonly number[];
  /** Product of `shape`, a safe integer. */
  readonly size: number;
  /** What is wrong, as a clause after the tensor's name. */
  readonly problem: string | undefined;
}

export function parseShape(json: Json | undefined): Shape {
  if (!isArray(json)) return refused(`has ${shownValue(json)} for a shape`);
  if (json.length > MAX_RANK) {
    return refused(`has ${json.length} dimensions, more than the ${MAX_RANK} that can be shown`);
  }
  let size = 1;
  let empty = false;
  for (const dimension of json) {
    if (typeof dimension !== 'number' || !Number.isSafeInteger(dimension) || dimension < 0) {
      return refused(`has the impossible shape ${shownValue(json)}`);
    }
    if (dimension === 0) empty = true;
    size *= dimension;
  }
  if (empty) size = 0;
  // Eight bytes an element at most, so that byte lengths stay exact too.
  if (size * 8 > Number.MAX_SAFE_INTEGER) {
    return refused(
      `has the shape ${shownValue(json)}, whose elements are too many to count exactly`,
    );
  }
  return { shape: json as readonly number[], size, problem: undefined };
}

function refused(problem: string): Shape {
  return { shape: [], size: 0, problem };
}
