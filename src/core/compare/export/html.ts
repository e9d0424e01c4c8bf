import { count, percentText, shortNumber, shortOr } from '../../shownNumber';
import type { Comparison, PairDifference, PairLine } from '../comparison';
import { pairName, pairNote } from '../pairText';
import { rankPairs, wholeModel } from '../rankPairs';
import { alignmentHtml } from './alignmentHtml';
import { htmlText as text } from './htmlText';
import { deltaLimit, type DeltaPicture, deltaStyle, deltaSvg } from './picture';
import { comparedText, structureText } from './structureText';

/** One file for people who have neither Weightscope nor the models: no scripts, nothing that is loaded. */
export function comparisonHtml(
  { sides, overview, lines, structure, results, aligned }: Comparison,
  pictures: ReadonlyMap<number, DeltaPicture>,
): string {
  const ranked = rankPairs(lines, results);
  const whole = wholeModel(results.values());
  const side = (of: 'a' | 'b', role: string): string =>
    `<dt>${role}</dt><dd>${text(sides[of].path)}, ${count(overview[of].parameters)} parameters</dd>`;
  const title = `${text(sides.a.name)} ↔ ${text(sides.b.name)}`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${title}</title>`,
    `<style>${STYLE}${deltaStyle()}</style>`,
    `<h1>${title}</h1>`,
    `<dl>${side('a', 'A, the reference')}${side('b', 'B')}</dl>`,
    `<p>${comparedText(lines, results.values())}. Over all: relative ${shortOr(whole.relative)}, cosine ${shortOr(whole.cosine)}.</p>`,
    '<p class="note">Relative is ‖A − B‖ / ‖A‖, cosine that of A and B as vectors; both, and the largest difference, over the places where both values are finite. Changed are values of other bits; NaN equals NaN.</p>',
    '<h2>Tensors</h2>',
    '<div class="wide"><table><thead><tr><th>Tensor<th>Shape<th class="n">Relative<th class="n">Cosine<th class="n">Max |Δ|<th class="n">Changed</tr></thead><tbody>',
    ...ranked.map(({ line, found: one }) => row(line, one)),
    '</tbody></table></div>',
    ...pictureSection(lines, pictures),
    ...(structure.length === 0
      ? ['<p>Layers, shapes and settings are the same in A and B.</p>']
      : [
          '<h2>Structure</h2>',
          `<ul>${structure
            .flatMap((change) => structureText(change, text))
            .map((line) => `<li>${line}</li>`)
            .join('\n')}</ul>`,
        ]),
    ...(aligned === null ? [] : alignmentHtml(aligned)),
    '</html>',
    '',
  ].join('\n');
}

function row(line: PairLine, found?: PairDifference): string {
  const { shape } = line;
  const told = pairNote(line);
  const names = text(pairName(line));
  const note = told === null ? '' : ` <small>${text(told)}</small>`;
  const head = `<tr><th scope="row">${names}${note}</th><td>${text(shape)}</td>`;
  if (found === undefined) return `${head}<td colspan="4">not compared</td></tr>`;
  if ('problem' in found) return `${head}<td colspan="4">${text(found.problem)}</td></tr>`;
  const { relative, cosine, maxDifference, changed, bothNaN, count: of } = found.difference;
  if (changed === 0) {
    const nan = bothNaN === 0 ? '' : `, NaN in both at ${count(bothNaN)} places`;
    return `${head}<td colspan="4" class="n">bit-identical${nan}</td></tr>`;
  }
  const numbers = [
    shortOr(relative),
    shortOr(cosine),
    shortOr(maxDifference),
    percentText(changed, of),
  ];
  return `${head}${numbers.map((one) => `<td class="n">${text(one)}</td>`).join('')}</tr>`;
}

function pictureSection(
  lines: readonly PairLine[],
  pictures: ReadonlyMap<number, DeltaPicture>,
): string[] {
  const byPair = new Map(lines.map((line) => [line.pair, line]));
  const figures = [...pictures].flatMap(([pair, picture]) => {
    const line = byPair.get(pair);
    return line === undefined ? [] : [figure(line, picture)];
  });
  if (figures.length === 0) return [];
  return [
    '<h2>B − A of what differs most</h2>',
    '<p class="note">Blue where B is larger, red where it is smaller, magenta where the difference is not finite; each picture has the scale that it states.</p>',
    `<div class="pictures">${figures.join('\n')}</div>`,
  ];
}

function figure({ name, shape }: PairLine, picture: DeltaPicture): string {
  const { covers, slice } = picture;
  const parts = [
    `${text(shape)}, ±${shortNumber(deltaLimit(picture))}`,
    ...(slice.some((index) => index !== null)
      ? [`slice [${slice.map((index) => index ?? ':').join(', ')}]`]
      : []),
    ...(covers.rows * covers.columns === 1
      ? []
      : [`a pixel is the value farthest from zero of ${covers.rows} × ${covers.columns} cells`]),
  ];
  return `<figure role="img" aria-label="B minus A of ${text(name)}">${deltaSvg(picture)}<figcaption><b>${text(name)}</b><br>${parts.join('; ')}</figcaption></figure>`;
}

const STYLE =
  ':root{color-scheme:light dark;--ground:#fff;--text:#1f1f1f;--dim:#5c5c5c;--line:#ddd;--above:#1166b3;--below:#c0281c}' +
  '@media(prefers-color-scheme:dark){:root{--ground:#1e1e1e;--text:#d6d6d6;--dim:#a0a0a0;--line:#444;--above:#6cb4f5;--below:#f58b7c}}' +
  'body{max-width:1100px;margin:24px auto;padding:0 16px;background:var(--ground);color:var(--text);font:14px/1.5 system-ui,sans-serif}' +
  'h1{font-size:22px;overflow-wrap:anywhere}h2{margin-top:28px;font-size:17px}h3{font-size:14px}.in th{padding-left:14px}.note,small,dt,figcaption{color:var(--dim)}' +
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px}dd{margin:0;overflow-wrap:anywhere}' +
  '.wide{overflow-x:auto}table{width:100%;border-collapse:collapse}th,td{padding:3px 10px 3px 0;border-bottom:1px solid var(--line);font-weight:400;text-align:left;overflow-wrap:anywhere}' +
  'thead th{color:var(--dim)}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}' +
  '.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(200px,1fr));gap:20px}figure{margin:0}svg{display:block;width:100%;height:160px;border:1px solid var(--line)}' +
  'figcaption{overflow-wrap:anywhere;font-size:12px}figcaption b{color:var(--text)}li{overflow-wrap:anywhere}';
