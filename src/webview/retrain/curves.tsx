import { signal, useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import type { RunState } from '../../protocol/retrainRun';
import { look } from '../tensor/look';
import { counted } from '../ui/amounts';
import { Segments } from '../ui/controls';
import { count } from '../ui/numberFormat';
import { Chart } from '../charts/chart';
import type { LineChart } from '../charts/lineChart';
import { LiveWeights } from './liveWeights';
import { lineLook, sides } from '../charts/palette';
import { type LineLooks, lossLines, metricLines, normLines } from './runLines';
import { metricLabel } from '../ui/lossLabels';

/** About 1e-3, by CS231n's rule of thumb: half a power of ten to either side. */
const USUAL_RATIO: readonly [number, number] = [10 ** -3.5, 10 ** -2.5];

const shownNorm = signal<'ratio' | 'gradient'>('ratio');

const NORM_NOTES = {
  ratio:
    'Norm of what one step changed over the norm of the weights, all trained weights of a layer together. Around 1e-3 (shaded) is usual; Adam begins higher. Advice, not a verdict.',
  gradient: 'Norm of the gradient of one step, all trained weights of a layer together.',
} as const;

/** Everything that is drawn of a run. */
export function Curves({ run }: { readonly run: RunState }): VNode {
  const looks = useComputed<LineLooks>(() => ({
    ...sides.value,
    faint: { color: `color-mix(in srgb, ${look.value.foreground} 38%, transparent)`, width: 1 },
    layer: lineLook,
  })).value;
  const chart = (lines: LineChart['lines']): LineChart => ({
    lines,
    logarithmic: false,
    epochs: run.outcome === null ? run.epochsWanted : (run.outcome.result?.epochs ?? 1),
    band: null,
  });
  const of = shownNorm.value;
  return (
    <div class="retrainCharts">
      <Chart title="Loss" note={lossNote(run)} chart={chart(lossLines(run, looks))} />
      {run.metrics.map((metric, i) => (
        <Chart
          key={metric}
          title={metricLabel(metric)}
          note={rowsNote(run)}
          chart={chart(metricLines(run, i, looks))}
        />
      ))}
      <Chart
        title="Steps by layer"
        note={NORM_NOTES[of]}
        chart={{
          ...chart(normLines(run, of, looks)),
          logarithmic: true,
          band: of === 'ratio' ? USUAL_RATIO : null,
        }}
      >
        <Segments
          label="What is shown of each layer"
          value={of}
          choices={[
            { value: 'ratio', label: 'Update / weight' },
            { value: 'gradient', label: 'Gradient' },
          ]}
          onChange={(chosen) => {
            shownNorm.value = chosen;
          }}
        />
      </Chart>
      <LiveWeights />
    </div>
  );
}

function lossNote(run: RunState): string {
  return `${rowsNote(run)} Penalties of regularizers are not in it. The faint line is the loss of each batch while it trained, dropout and class weights included.`;
}

/** Which rows, measured how. */
function rowsNote({ curves }: RunState): string {
  const [first] = curves.epochs;
  const sets = [
    first?.training ? `${count(first.training.rows)} training` : null,
    first?.validation ? counted(first.validation.rows, 'validation row') : null,
  ].filter((set) => set !== null);
  if (sets.length === 0) return 'Measured after each epoch, in inference mode.';
  const rows = first?.validation ? sets.join(' and ') : `${sets.join('')} rows`;
  return `${rows}, after each epoch, ${sets.length === 2 ? 'both ' : ''}in inference mode.`;
}
