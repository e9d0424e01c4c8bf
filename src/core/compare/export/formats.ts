import type { Comparison, PairDifference, PairLine } from '../comparison';
import { rankPairs } from '../rankPairs';
import { comparisonCsv } from './csv';
import { comparisonHtml } from './html';
import { comparisonJson } from './json';
import { comparisonMarkdown } from './markdown';
import { type DeltaPicture, type DeltaReader, readDelta } from './picture';

/** Files that a comparison is saved as, by ending. */
export const COMPARISON_FORMATS = {
  md: 'Markdown',
  html: 'HTML',
  csv: 'CSV',
  json: 'JSON',
} as const;
export type ComparisonFormat = keyof typeof COMPARISON_FORMATS;

/** Pictures in a page: those of the tensors that differ most. */
const MOST_PICTURES = 12;

/** @param reader For pictures of differences, which a page of HTML has. */
export async function comparisonFile(
  format: ComparisonFormat,
  comparison: Comparison,
  reader: DeltaReader,
): Promise<string> {
  switch (format) {
    case 'md':
      return comparisonMarkdown(comparison);
    case 'csv':
      return comparisonCsv(comparison);
    case 'json':
      return `${comparisonJson(comparison)}\n`;
    case 'html':
      return comparisonHtml(comparison, await readPictures(comparison, reader));
  }
}

async function readPictures(
  { lines, results }: Pick<Comparison, 'lines' | 'results'>,
  reader: DeltaReader,
): Promise<ReadonlyMap<number, DeltaPicture>> {
  const shown = rankPairs(lines, results)
    .flatMap(({ line, found }) => drawable(line, found))
    .slice(0, MOST_PICTURES);
  const pictures = new Map<number, DeltaPicture>();
  for (const { line, at } of shown) pictures.set(line.pair, await readDelta(reader, line.a, at));
  return pictures;
}

/** Differences of more than one number. */
function drawable(
  line: PairLine,
  found: PairDifference | undefined,
): { readonly line: PairLine; readonly at: number }[] {
  if (found === undefined || 'problem' in found) return [];
  const { changed, count, maxDifferenceAt: at } = found.difference;
  return changed === 0 || count < 2 || at === null ? [] : [{ line, at }];
}
