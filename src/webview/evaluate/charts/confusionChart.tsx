import type { VNode } from 'preact';
import type { ConfusionMatrix } from '../../../protocol/evaluation';
import { counted } from '../../ui/amounts';
import { count } from '../../ui/numberFormat';

const CELL = { width: 44, height: 30 };
/** Of a few classes, so that the titles of both axes have room. */
const WIDE_CELL = { width: 76, height: 44 };
const FEW = 4;
/** Letters of a class's name that fit; its title has all. */
const MOST_LETTERS = 14;
const LETTER = 6.2;
const HEAD = 26;

export interface Cell {
  readonly actual: number;
  readonly named: number;
}

/** Rows by true class and class that the model names; the stronger a cell, the larger its share of the true class. */
export function ConfusionChart({
  names,
  matrix: { classes, counts },
  chosen,
  focused,
  onChoose,
  onKey,
}: {
  readonly names: readonly string[];
  readonly matrix: ConfusionMatrix;
  /** In a report nothing can be chosen. */
  readonly chosen?: Cell | null;
  /** The cell that the tab key leads to. */
  readonly focused?: Cell;
  readonly onChoose?: (cell: Cell) => void;
  readonly onKey?: (event: KeyboardEvent) => void;
}): VNode {
  const { width: cellWidth, height: cellHeight } = classes.length > FEW ? CELL : WIDE_CELL;
  const shown = classes.map((of) => shortName(names[of] ?? ''));
  const longest = Math.max(4, ...shown.map((name) => Array.from(name).length));
  const left = HEAD + longest * LETTER + 8;
  const slant = longest * LETTER > cellWidth - 6;
  const top = HEAD + (slant ? longest * LETTER * 0.72 + 10 : 20);
  const [width, height] = [
    left + classes.length * cellWidth + (slant ? longest * LETTER * 0.5 : 6),
    top + classes.length * cellHeight + 4,
  ];
  const size = classes.length;
  const sums = classes.map((_, i) =>
    counts.subarray(i * size, (i + 1) * size).reduce((sum, rows) => sum + rows, 0),
  );
  const x = (i: number): number => left + i * cellWidth;
  const y = (i: number): number => top + i * cellHeight;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="chart confusion"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      font-family="var(--chart-font)"
      font-size="11"
      role={onChoose === undefined ? 'img' : 'grid'}
      aria-label="Confusion matrix: rows are the true classes, columns what the model names"
      data-name="confusion matrix"
      onKeyDown={onKey}
    >
      <text x={left + (size * cellWidth) / 2} y={13} text-anchor="middle" fill="var(--chart-ink)">
        Named by the model
      </text>
      <text
        transform={`translate(13 ${top + (size * cellHeight) / 2}) rotate(-90)`}
        text-anchor="middle"
        fill="var(--chart-ink)"
      >
        True class
      </text>
      {shown.map((name, i) => (
        <g key={i} fill="var(--chart-dim)" aria-hidden="true">
          <text
            transform={`translate(${x(i) + cellWidth / 2} ${top - 6})${slant ? ' rotate(-45)' : ''}`}
            text-anchor={slant ? 'start' : 'middle'}
          >
            {name}
          </text>
          <text x={left - 6} y={y(i) + cellHeight / 2} dy="0.35em" text-anchor="end">
            {name}
          </text>
        </g>
      ))}
      {classes.map((actual, i) => (
        <g key={actual} role={onChoose && 'row'}>
          {classes.map((named, j) => {
            const rows = counts[i * size + j] ?? 0;
            const share = (sums[i] ?? 0) === 0 ? 0 : rows / (sums[i] ?? 1);
            const text = `${counted(rows, 'row')} of class ${names[actual] ?? ''} named ${names[named] ?? ''}`;
            const isChosen = chosen?.actual === actual && chosen.named === named;
            const isFocused = focused?.actual === actual && focused.named === named;
            return (
              <g
                key={named}
                {...(onChoose && {
                  role: 'gridcell',
                  tabindex: isFocused ? 0 : -1,
                  'aria-label': text,
                  'aria-selected': isChosen,
                  class: isChosen ? 'cell chosen' : 'cell',
                  'data-cell': `${actual} ${named}`,
                  onClick: () => onChoose({ actual, named }),
                })}
              >
                <rect
                  x={x(j) + 1}
                  y={y(i) + 1}
                  width={cellWidth - 2}
                  height={cellHeight - 2}
                  rx="2"
                  fill={actual === named ? 'var(--chart-line)' : 'var(--chart-mark)'}
                  fill-opacity={rows === 0 ? 0.04 : 0.12 + 0.55 * share}
                >
                  <title>{text}</title>
                </rect>
                <text
                  x={x(j) + cellWidth / 2}
                  y={y(i) + cellHeight / 2}
                  dy="0.35em"
                  text-anchor="middle"
                  fill={rows === 0 ? 'var(--chart-dim)' : 'var(--chart-ink)'}
                  pointer-events="none"
                >
                  {count(rows)}
                </text>
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}

function shortName(name: string): string {
  const letters = Array.from(name);
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('')}…` : name;
}
