import { shownName } from '../format/sentence';
import { cell } from '../markdownCell';
import type { MatchKind } from '../model/match/modelMatch';
import type { QuantizedStorage } from '../model/edits/edit';
import { ruleFormula } from './ruleText';
import type { Rule } from './rule';

/** What became of one weight. */
export interface ReceiptLine {
  readonly target: string;
  readonly shape: string;
  readonly source: string;
  /** Position in `Receipt.sources`. */
  readonly from: number;
  readonly by: MatchKind;
  readonly rule: Rule;
  /** "the first 10 tokens", or null for the whole tensor. */
  readonly part: string | null;
  readonly values: number;
  readonly changed: number;
  readonly normBefore: number | null;
  readonly normAfter: number | null;
  readonly relativeChange: number | null;
  readonly warnings: readonly string[];
}

export interface Receipt {
  readonly done: 'Injected' | 'Copied';
  readonly target: string;
  readonly sources: readonly string[];
  readonly base: string | null;
  readonly lines: readonly ReceiptLine[];
  readonly skipped: readonly { readonly target: string; readonly reason: string }[];
  readonly staleOptimizer: boolean;
}

/** A receipt longer than this is read by nobody, and a model may have a hundred thousand weights. */
const MOST_LINES = 5_000;

export const STALE_OPTIMIZER =
  'The file also holds the state of its optimizer (moments, momentum). It belongs to the values of before: ' +
  'compile the model anew, or take a few steps with a small learning rate, before you trust further training.';

/** What became of the storage of a quantized tensor, in a sentence. */
export function storageText(as: QuantizedStorage): string {
  return as === 'float32'
    ? 'Once saved, it is float32 and no longer quantized.'
    : 'Once saved, it is quantized anew: its values are rounded to the nearest step.';
}

/** The label of the edit: "Inject from digits/model.json". */
export function injectLabel(sources: readonly string[]): string {
  const [first = '', ...others] = sources;
  if (others.length === 0) return `Inject from ${first}`;
  return `Inject from ${first} and ${others.length === 1 ? 'another' : `${others.length} others`}`;
}

/** What an injection or a copy did, in Markdown. Says of each number what it is. */
export function receiptText(receipt: Receipt): string {
  const { done, target, sources, base, lines, skipped, staleOptimizer } = receipt;
  const changedLines = lines.filter(({ changed }) => changed > 0);
  const alike = lines.length - changedLines.length;
  const text = [
    `# ${done} weights`,
    '',
    `Into ${code(target)} from ${sources.map(code).join(', ')}${base === null ? '' : `, with ${code(base)} as the base`}.`,
    '',
    `${weights(changedLines.length)} changed${alike === 0 ? '' : `, ${alike} held the same values already`}, ` +
      `${skipped.length} left alone. Nothing is written to disk until you save; Undo takes it back in one step.`,
  ];
  if (staleOptimizer && changedLines.length > 0)
    text.push('', `**Stale optimizer state.** ${STALE_OPTIMIZER}`);
  const warned = lines.filter(({ warnings }) => warnings.length > 0);
  if (warned.length > 0) {
    text.push('', '## Read before use', '');
    for (const { target: name, warnings } of bounded(warned))
      text.push(`- ${code(name)}: ${warnings.map(cell).join(' ')}`);
  }
  text.push('', `## ${done}`, '');
  if (lines.length === 0) text.push('Nothing.');
  else {
    text.push(
      '| Weight | Shape | From | Matched by | New value | Values changed | Norm before | Norm after | Relative change |',
      '| --- | --- | --- | --- | --- | ---: | ---: | ---: | ---: |',
      ...bounded(lines).map((line) => row(line, sources)),
      ...cut(lines),
      '',
      'Norm: the square root of the sum of squares over the finite values. Relative change: ‖after − before‖ / ‖before‖; a weight that was all zeros has none.',
    );
  }
  text.push('', '## Left alone', '');
  if (skipped.length === 0) text.push('Nothing.');
  for (const { target: name, reason } of bounded(skipped))
    text.push(`- ${code(name)}: ${cell(reason)}`);
  text.push(...cut(skipped), '');
  return text.join('\n');
}

function row(line: ReceiptLine, sources: readonly string[]): string {
  const from =
    sources.length > 1
      ? `${code(line.source)} of ${code(sources[line.from] ?? '')}`
      : code(line.source);
  const value =
    line.part === null ? `\`${ruleFormula(line.rule)}\`` : `\`source\`, ${line.part} only`;
  return `| ${[
    code(line.target),
    line.shape || 'scalar',
    from,
    line.by,
    value,
    `${line.changed} of ${line.values}`,
    shown(line.normBefore),
    shown(line.normAfter),
    line.relativeChange === null ? 'n/a' : `${shown(100 * line.relativeChange)} %`,
  ].join(' | ')} |`;
}

function weights(count: number): string {
  return `${count} ${count === 1 ? 'weight' : 'weights'}`;
}

function bounded<Line>(lines: readonly Line[]): readonly Line[] {
  return lines.slice(0, MOST_LINES);
}

function cut(lines: readonly unknown[]): string[] {
  return lines.length > MOST_LINES ? ['', `And ${lines.length - MOST_LINES} more.`] : [];
}

function shown(value: number | null): string {
  return value === null ? 'n/a' : String(Number(value.toPrecision(6)));
}

/** A name from a file, which must not end its cell nor start a link. */
function code(name: string): string {
  return `\`${shownName(name).replaceAll('`', "'").replaceAll('|', '¦')}\``;
}
