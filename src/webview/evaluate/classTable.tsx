import type { VNode } from 'preact';
import type { ClassFigures } from '../../core/evaluate/classFigures';
import type { Ranked } from '../../protocol/evaluation';
import { count } from '../ui/numberFormat';
import { FigureText } from './figuresTable';

/** Each class against the rest. */
export function ClassTable({
  label,
  classes,
  ranked,
  of,
  onChoose,
}: {
  readonly label: string;
  readonly classes: readonly ClassFigures[];
  readonly ranked: readonly Ranked[];
  /** Index of the class whose curves are shown. */
  readonly of: number | null;
  /** In a report nothing can be chosen. */
  readonly onChoose?: ((of: number) => void) | undefined;
}): VNode {
  return (
    <div class="wide" role="region" aria-label={label} tabIndex={0}>
      <table class="figures classes" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <Head name="Rows" title="Answers whose true class this is" />
            <Head name="Named" title="Answers that the model names so" />
            <Head name="Right" title="Answers of this class that the model names so" />
            <Head name="Precision" title="Right / named" />
            <Head name="Recall" title="Right / rows" />
            <Head name="F1" title="2 · right / (rows + named)" />
            <Head
              name="AUC"
              title="Area under the ROC curve of this class against the rest, and its standard error after Hanley and McNeil; 0.5 by chance"
            />
            <Head
              name="Average precision"
              title="Sum of (Rₙ − Rₙ₋₁) · Pₙ; by chance the share of the class"
            />
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name, rows, named, right, precision, recall, f1 }, i) => {
            const one = ranked[i];
            return (
              <tr key={i} class={i === of && onChoose ? 'chosen' : ''}>
                <th scope="row">
                  {onChoose === undefined ? (
                    <bdi>{name}</bdi>
                  ) : (
                    <button
                      type="button"
                      class="link"
                      aria-pressed={i === of}
                      title="Show the curves of this class"
                      onClick={() => onChoose(i)}
                    >
                      <bdi>{name}</bdi>
                    </button>
                  )}
                </th>
                <td class="numeric">{count(rows)}</td>
                <td class="numeric">{count(named)}</td>
                <td class="numeric">{count(right)}</td>
                <td class="numeric">
                  <FigureText brief isShare figure={precision} />
                </td>
                <td class="numeric">
                  <FigureText brief isShare figure={recall} />
                </td>
                <td class="numeric">
                  <FigureText brief isShare figure={f1} />
                </td>
                <td class="numeric">{one !== undefined && <Area ranked={one} />}</td>
                <td class="numeric">
                  {one !== undefined && <FigureText brief figure={one.averagePrecision.found} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Head({ name, title }: { readonly name: string; readonly title: string }): VNode {
  return (
    <th scope="col" class="numeric" title={title}>
      {name}
    </th>
  );
}

/** An area and how far it may be off. */
function Area({ ranked: { rocArea, rocAreaError } }: { readonly ranked: Ranked }): VNode {
  const { value } = rocArea.found;
  return (
    <>
      <FigureText brief figure={rocArea.found} />
      {/* At 0 and 1 the formula gives 0, which says nothing. */}
      {rocAreaError.value !== null && value !== null && value > 0 && value < 1 && (
        <span class="evaluateDim"> ± {Number(rocAreaError.value.toPrecision(2))}</span>
      )}
    </>
  );
}
