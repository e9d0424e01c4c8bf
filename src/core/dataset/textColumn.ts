import type { TableColumn } from './table';

/** A column of texts, row after row. */
export function textColumn(
  name: string,
  shape: readonly number[],
  texts: readonly string[],
): TableColumn {
  const places = new Map<string, number>();
  for (const text of texts) if (!places.has(text)) places.set(text, places.size);
  return {
    name,
    shape,
    numbers: new Float64Array(texts.length).fill(NaN),
    codes: Int32Array.from(texts, (text) => places.get(text) ?? -1),
    words: [...places.keys()],
  };
}
