/**
 * The element that a text such as "3, 17" or "[-1, 0]" names in a tensor of this shape, one number
 * an axis, negative ones counted from the end; or a sentence that says why it names none.
 */
export function parseIndex(text: string, shape: readonly number[]): readonly number[] | string {
  const parts = text.split(/[\s,;[\]()]+/).filter((part) => part !== '');
  if (parts.length !== shape.length) {
    return shape.length === 1
      ? 'Give one number.'
      : `Give ${shape.length} numbers, one for each axis.`;
  }
  const index: number[] = [];
  for (const [axis, part] of parts.entries()) {
    const size = shape[axis] ?? 0;
    const value = Number(part);
    if (size === 0) return `Axis ${axis} is empty.`;
    if (!Number.isInteger(value) || value < -size || value >= size) {
      return `Axis ${axis} goes from 0 to ${size - 1}; "${part}" lies outside.`;
    }
    index.push(value < 0 ? value + size : value);
  }
  return index;
}
