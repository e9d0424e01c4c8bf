/** What tables are delimited by in practice, the likelier first. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Lines that are looked at. */
const MAX_LINES = 50;

/**
 * The delimiter that stands equally often in the first lines of a CSV, quoted parts apart: the one that
 * makes most columns where several do. A comma where none does, as in a file of one column.
 *
 * @param sample the first kilobytes; a last line that is cut off does not count.
 */
export function detectDelimiter(sample: string): Delimiter {
  const lines = unquotedLines(sample);
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    if (first > most && counts.every((count) => count === first)) {
      best = delimiter;
      most = first;
    }
  }
  if (most > 0) return best;
  // Rows of different lengths: a mistake that is named later, so the most frequent will do.
  const total = (delimiter: Delimiter): number => sample.split(delimiter).length;
  return DELIMITERS.reduce((a, b) => (total(b) > total(a) ? b : a));
}

function unquotedLines(sample: string): readonly string[] {
  const lines = sample.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/);
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '').slice(0, MAX_LINES);
}
