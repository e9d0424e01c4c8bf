import { isArray, type Json } from '../json';
import { shownValue } from './sentence';

/** NumPy's limit was 32; TensorFlow.js itself stops at rank 6. */
export const MAX_RANK = 32;

/**
 * The number of elements of a tensor of this shape, a safe integer; or what is wrong with the shape,
 * as a clause after the tensor's name.
 */
export function countElements(shape: Json | undefined): number | string {
  if (!isArray(shape)) return `has ${shownValue(shape)} for a shape`;
  if (shape.length > MAX_RANK) {
    return `has ${shape.length} dimensions, more than the ${MAX_RANK} that can be shown`;
  }
  let size = 1;
  let empty = false;
  // Not for … of: its iterators were a third of what opening 20,000 weights allocated.
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const dimension = shape[axis];
    if (typeof dimension !== 'number' || !Number.isSafeInteger(dimension) || dimension < 0) {
      return `has the impossible shape ${shownValue(shape)}`;
    }
    if (dimension === 0) empty = true;
    size *= dimension;
  }
  if (empty) return 0;
  // Eight bytes an element at most, so that byte lengths stay exact too.
  if (size * 8 > Number.MAX_SAFE_INTEGER) {
    return `has the shape ${shownValue(shape)}, whose elements are too many to count exactly`;
  }
  return size;
}
