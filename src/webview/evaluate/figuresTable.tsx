import type { VNode } from 'preact';
import type { Figure, Judged } from '../../core/evaluate/figure';
import { figureText, shareText } from './figureText';

export interface FigureRow {
  readonly name: string;
  /** How it is reckoned. */
  readonly title: string;
  readonly judged: Judged;
  /** A share is told in percent. */
  readonly isShare?: boolean;
}

/** Numbers of the model, each beside what needs no model. */
export function FiguresTable({
  label,
  rows,
}: {
  readonly label: string;
  readonly rows: readonly FigureRow[];
}): VNode {
  return (
    <table class="figures" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Measure</th>
          <th scope="col" class="numeric">
            Model
          </th>
          <th scope="col" class="numeric">
            Baseline
          </th>
          <th scope="col">The baseline is</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, title, judged, isShare = false }) => (
          <tr key={name}>
            <th scope="row" title={title}>
              {name}
            </th>
            <td class="numeric strong">
              <FigureText figure={judged.found} isShare={isShare} />
            </td>
            <td class="numeric">
              <FigureText brief figure={judged.baseline} isShare={isShare} />
            </td>
            <td class="evaluateDim">
              <bdi>{judged.baseline.why ?? judged.baselineIs}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A number, or n/a and the reason. @param brief leaves the reason to a tooltip. */
export function FigureText({
  figure,
  isShare = false,
  brief = false,
}: {
  readonly figure: Figure;
  readonly isShare?: boolean;
  readonly brief?: boolean;
}): VNode {
  if (figure.value !== null)
    return (
      <span title={String(figure.value)}>{isShare ? shareText(figure) : figureText(figure)}</span>
    );
  if (brief)
    return (
      <span class="evaluateDim" title={figure.why}>
        n/a<span class="unseen">: {figure.why}</span>
      </span>
    );
  return (
    <>
      n/a <span class="why">{figure.why}</span>
    </>
  );
}
