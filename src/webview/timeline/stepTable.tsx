import type { VNode } from 'preact';
import type { StepResult } from '../../protocol/timeline';
import { Codicon } from '../ui/codicon';
import { shortNumber } from '../ui/numberFormat';
import { host, report } from './host';
import { comparedSteps, type From, moved } from './movement';
import * as state from './state';

/** The numbers of the chart, and a way from each step to its comparison. */
export function StepTable(): VNode {
  const { parts, results, from } = state;
  const first = comparedSteps(results.value)[0]?.step;
  return (
    <table class="timelineTable" aria-label={`Distances from the ${from.value} step`}>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Compare</th>
          {parts.value.map(({ label }) => (
            <th key={label} scope="col" class="timelineValue">
              <bdi>{label}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {results.value.map((result) => (
          <Row key={result.step} result={result} first={first} from={from.value} />
        ))}
      </tbody>
    </table>
  );
}

function Row(props: {
  readonly result: StepResult;
  readonly first: number | undefined;
  readonly from: From;
}): VNode {
  const { result, first, from } = props;
  const { step } = result;
  const name = state.start.value?.steps[step]?.name ?? '';
  const columns = state.parts.value;
  return (
    <tr>
      <th scope="row">
        <span class="timelineNumber">{step + 1}</span> <bdi>{name}</bdi>
      </th>
      {'problem' in result ? (
        <td class="timelineProblem" colSpan={columns.length + 1}>
          <p>
            <Codicon glyph="warning" /> Left out: <bdi>{result.problem}</bdi>
          </p>
        </td>
      ) : (
        <>
          <td>
            {result.before !== null && (
              <>
                <Link a={result.before} b={step} text="previous" name={name} />
                {first !== undefined && first !== result.before && (
                  <Link a={first} b={step} text="first" name={name} />
                )}
              </>
            )}
          </td>
          {columns.map((part) => (
            <td key={part.label} class="timelineValue">
              {numberText(moved(result, from, part))}
            </td>
          ))}
        </>
      )}
    </tr>
  );
}

function Link(props: {
  readonly a: number;
  readonly b: number;
  readonly text: string;
  readonly name: string;
}): VNode {
  const { a, b, text, name } = props;
  return (
    <button
      type="button"
      class="link"
      title={`Compare ${name} with the ${text} step, tensor by tensor`}
      aria-label={`Compare ${name} with ${text}`}
      onClick={() => void host.compare({ a, b }).catch(report)}
    >
      {text}
    </button>
  );
}

function numberText(value: number | null): string {
  return value === null ? '' : shortNumber(value);
}
