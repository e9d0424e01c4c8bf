import type { VNode } from 'preact';
import { leftOutText } from '../../../core/evaluate/finiteRows';
import type { Behaviour, OutputComparison } from '../../../protocol/behaviour';
import { counted } from '../../ui/amounts';
import { count, percentText, shortNumber, shortOr } from '../../ui/numberFormat';
import { data } from './state';

/** How far the answers are apart, an output a line. */
export function OutputsTable({ behaviour }: { readonly behaviour: Behaviour }): VNode {
  const { rows, lacking, backend, outputs } = behaviour;
  const notes = outputs.flatMap(({ difference }) => leftOutText(difference.kept) ?? []);
  return (
    <section aria-label="Difference of the outputs">
      <p role="status">
        <b>{counted(rows, 'row')}</b> of <bdi>{data.rows.value?.source.fileName ?? ''}</bdi> through
        both, {backend.backend} backend.
        {lacking > 0 && ` ${counted(lacking, 'row')} left out for want of a value.`}
      </p>
      {notes.map((note) => (
        <p key={note} class="dataWarning">
          {note}
        </p>
      ))}
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Output</th>
            <th scope="col" class="numeric">
              Same class
            </th>
            <th scope="col" class="numeric">
              Largest |A − B|
            </th>
            <th scope="col" class="numeric">
              Mean |A − B|
            </th>
          </tr>
        </thead>
        <tbody>
          {outputs.map((output) => (
            <OutputLine key={output.name} output={output} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OutputLine({ output }: { readonly output: OutputComparison }): VNode {
  const { identical, largest, mean, agreeing, kept } = output.difference;
  const answers = kept.rows.length;
  return (
    <tr>
      <th scope="row">
        <bdi>{output.name}</bdi>
      </th>
      <td class="numeric">
        {agreeing === null
          ? 'n/a'
          : `${count(agreeing)} of ${count(answers)} (${percentText(agreeing, answers)})`}
      </td>
      {identical ? (
        <td colSpan={2}>identical, bit for bit</td>
      ) : (
        <>
          <td class="numeric" title={largest === null ? '' : `${largest.a} against ${largest.b}`}>
            {largest === null ? 'n/a' : shortNumber(Math.abs(largest.a - largest.b))}
          </td>
          <td class="numeric" title={mean.why ?? String(mean.value)}>
            {shortOr(mean.value)}
          </td>
        </>
      )}
    </tr>
  );
}
