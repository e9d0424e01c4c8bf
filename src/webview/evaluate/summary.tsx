import type { VNode } from 'preact';
import { type Figure, figure } from '../../core/evaluate/figure';
import type { Evaluation } from '../../protocol/evaluatePage';
import { counted } from '../ui/amounts';
import { lossLabel } from '../ui/lossLabels';
import { shortNumber } from '../ui/numberFormat';
import { type FigureRow, FiguresTable } from './figuresTable';
import { rowsText } from './rowsChoice';
import type { Asked } from './state';

/** Which rows were evaluated and how they were made ready, then the loss. */
export function Summary({
  evaluation,
  asked,
}: {
  readonly evaluation: Evaluation;
  readonly asked: Asked;
}): VNode {
  const { report, lacking, unsaved, backend, at } = evaluation;
  const places = Math.max(1, ...report.outputs.map((one) => one.places));
  return (
    <section class="evaluateSummary" aria-label="What was evaluated">
      <p>
        <bdi class="strong">{asked.file}</bdi>, {rowsText(asked.rows, report.rows, places)}.
        {lacking > 0 && ` ${counted(lacking, 'row')} without some value left out.`}
        {unsaved && (
          <>
            {' '}
            <b>The model with its unsaved changes.</b>
          </>
        )}
      </p>
      <p class="evaluateDim">
        {scalingText(evaluation)} Inference mode, {backend.backend} ({backend.versions}),{' '}
        {new Date(at).toLocaleString()}.
      </p>
      <FiguresTable label="Loss" rows={[lossRow(evaluation, asked), ...penaltyRows(evaluation)]} />
    </section>
  );
}

/** How the numbers of the inputs were scaled, and whether as in training. */
function scalingText({ preprocessing, isScaledAsTrained }: Evaluation): string {
  const scalings = preprocessing.inputs.flatMap(({ scaling }) => scaling ?? []);
  if (scalings.length === 0) return 'Inputs as they are, not scaled.';
  const columns = scalings.reduce((sum, { mean }) => sum + mean.length, 0);
  const [first] = scalings;
  if (columns === 1 && first?.mean[0] === 0)
    return `Inputs divided by ${shortNumber(first.std[0] ?? 1)}, ${asTold(isScaledAsTrained)}.`;
  return `Inputs scaled by mean and std of ${counted(columns, 'number')}, ${asTold(isScaledAsTrained)}.`;
}

function asTold(isScaledAsTrained: boolean): string {
  return isScaledAsTrained ? 'as the model says that it was trained' : 'as chosen here';
}

function lossRow({ loss, report }: Evaluation, { losses }: Asked): FigureRow {
  const baselines = report.outputs.map(({ lossBaseline }) => lossBaseline);
  const missing = baselines.find(({ value }) => value.value === null)?.value;
  const sum = baselines.reduce((total, { value }) => total + (value.value ?? 0), 0);
  const baseline: Figure = missing ?? figure(sum);
  const one = baselines.length === 1;
  return {
    name: `Loss: ${one ? lossLabel(losses[0] ?? 'meanSquaredError') : `sum over ${baselines.length} outputs`}`,
    title: 'Mean over the rows, without penalties of regularizers',
    judged: {
      found: figure(loss),
      baseline,
      baselineIs: one ? (baselines[0]?.is ?? '') : 'the best constant answer of each output',
    },
  };
}

function penaltyRows({ penalty }: Evaluation): readonly FigureRow[] {
  if (penalty === 0) return [];
  const none: Figure = { value: null, why: 'It does not depend on data.' };
  return [
    {
      name: 'Penalty of regularizers',
      title: 'What training adds to the loss, by the weights alone',
      judged: { found: figure(penalty), baseline: none, baselineIs: '' },
    },
  ];
}
