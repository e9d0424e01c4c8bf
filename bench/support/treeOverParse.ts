import { readModel } from '../../src/core/model/readModel';
import { buildTree } from '../../src/core/model/buildTree';
import { median, round } from './bench';

const RUNS = 15;
/** One frame of a 60 Hz screen. */
const FRAME_MS = 1000 / 60;
/** Rows that a tall window shows. */
const ROWS = 60;

/**
 * From the text of model.json to what the tree shows, one frame of work let off, over `JSON.parse`
 * of the same text; median of paired runs.
 */
export function treeOverParse(text: string, say: (line: string) => void): number {
  const ratios: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    JSON.parse(text);
    const parsed = performance.now();
    const tree = buildTree(readModel(text, 'model.json'));
    for (let row = 0; row < ROWS; row++) tree.row(row);
    const shown = performance.now();
    const [parse, show] = [parsed - start, shown - parsed];
    ratios.push(Math.max(0, show - FRAME_MS) / parse);
    say(`  JSON.parse ${round(parse, 1)} ms, tree ${round(show, 1)} ms`);
  }
  return median(ratios);
}
