import type { VNode } from 'preact';
import { MAX_LISTED } from '../../../core/compare/outputDifference';
import type { Behaviour, OutputComparison } from '../../../protocol/behaviour';
import { ColumnCells, ColumnHeads, RowHeads, RowNumber } from '../../data/fileRow';
import { counted } from '../../ui/amounts';
import { shortNumber } from '../../ui/numberFormat';

/** The rows on which the models disagree, as the file has them. */
export function DifferentRows({ behaviour }: { readonly behaviour: Behaviour }): VNode {
  const { outputs, columns } = behaviour;
  return (
    <>
      {outputs.map((output) => (
        <RowsOfOutput
          key={output.name}
          output={output}
          columns={columns}
          of={outputs.length > 1 ? output.name : ''}
        />
      ))}
    </>
  );
}

function RowsOfOutput({
  output,
  columns,
  of,
}: {
  readonly output: OutputComparison;
  readonly columns: readonly string[];
  readonly of: string;
}): VNode | null {
  const { listed, classes } = output;
  const title =
    (classes === null ? 'Rows furthest apart' : 'Rows of which they name other classes') +
    (of === '' ? '' : ` in ${of}`);
  if (listed.length === 0)
    return <p>{classes === null ? null : 'They name the same class for every row.'}</p>;
  const nameOf = (one: number | null): string => (one === null ? '' : (classes?.[one] ?? ''));
  return (
    <section aria-label={title}>
      <h3>
        <bdi>{title}</bdi>
      </h3>
      <p class="dataDim">
        {counted(listed.length, 'row')}
        {listed.length === MAX_LISTED && ' or more'}, the largest |A − B| first.
      </p>
      <div class="wide" role="region" aria-label={title} tabIndex={0}>
        <table class="figures">
          <thead>
            <tr>
              <RowHeads hasPlaces={listed[0]?.place != null} />
              {classes !== null && <th scope="col">A names</th>}
              {classes !== null && <th scope="col">B names</th>}
              {classes !== null && <th scope="col">True</th>}
              <th scope="col" class="numeric">
                |A − B|
              </th>
              <ColumnHeads names={columns} />
            </tr>
          </thead>
          <tbody>
            {listed.map((row) => (
              <tr key={`${row.line} ${row.place ?? ''}`}>
                <RowNumber row={row.line} place={row.place} />
                {classes !== null && (
                  <>
                    <Named name={nameOf(row.aClass)} isRight={row.aClass === row.actual} />
                    <Named name={nameOf(row.bClass)} isRight={row.bClass === row.actual} />
                    <td>
                      <bdi>{nameOf(row.actual)}</bdi>
                    </td>
                  </>
                )}
                <td class="numeric">{shortNumber(row.largest)}</td>
                <ColumnCells cells={row.cells} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Named({ name, isRight }: { readonly name: string; readonly isRight: boolean }): VNode {
  return (
    <td class={isRight ? 'strong' : undefined}>
      <bdi>{name}</bdi>
      {isRight && <span class="unseen"> (right)</span>}
    </td>
  );
}
