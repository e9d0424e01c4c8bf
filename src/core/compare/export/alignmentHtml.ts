import { ALIGNED_COLUMNS, type AlignedRow, alignedRows } from '../../align/alignedRows';
import type { AlignedComparison } from '../../align/alignment';
import { pairName } from '../pairText';
import { ALIGNMENT_NOTE, alignmentSection } from './alignmentText';
import { htmlText } from './htmlText';

/** A section of the page. */
export function alignmentHtml(aligned: AlignedComparison): readonly string[] {
  const { title, lines, parts } = alignmentSection(aligned);
  const rows = alignedRows(aligned.alignment);
  return [
    `<h2>${title}</h2>`,
    ...lines.map((line) => `<p>${htmlText(line)}</p>`),
    ...(rows.length === 0 ? [] : table(rows)),
    ...parts.flatMap((part) => {
      const items = part.lines.map((line) => `<li>${htmlText(line)}</li>`);
      return [`<h3>${part.title}</h3>`, `<ul>${items.join('\n')}</ul>`];
    }),
  ];
}

function table(rows: readonly AlignedRow[]): readonly string[] {
  const titles = ALIGNED_COLUMNS.map(({ title }) => `<th class="n">${htmlText(title)}`);
  return [
    `<p class="note">${htmlText(ALIGNMENT_NOTE)}</p>`,
    `<div class="wide"><table><thead><tr><th>Tensor<th>Shape${titles.join('')}</tr></thead><tbody>`,
    ...rows.map(tableRow),
    '</tbody></table></div>',
  ];
}

function tableRow(row: AlignedRow): string {
  const note = row.identical ? ' <small>bit-identical</small>' : '';
  const cells = row.cells.map((cell, i) => {
    const shown = htmlText(cell);
    return `<td class="n">${ALIGNED_COLUMNS[i]?.isNull === true ? `<small>${shown}</small>` : shown}</td>`;
  });
  return `<tr${row.depth === 1 ? ' class="in"' : ''}><th scope="row">${htmlText(pairName(row))}${note}</th><td>${htmlText(row.shape)}</td>${cells.join('')}</tr>`;
}
