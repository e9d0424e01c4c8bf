import { signal, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WeightDetail } from '../../protocol/model';
import { Heatmap } from '../tensor/heatmap/heatmap';
import { createTensorState, type TensorState } from '../tensor/tensorState';
import { ViewControls } from '../tensor/viewControls';
import { ZoomButtons } from '../tensor/heatmap/zoomButtons';
import { Select } from '../ui/controls';
import { count } from '../ui/numberFormat';
import { host, isCancelled, report, sentence } from './host';
import { livePart, LiveTensor } from './liveTensor';
import { isRunning, run, start } from './state';

/** Milliseconds between two pictures. */
const INTERVAL_MS = 500;

const noScale = signal<number | null>(null);

/** The weights of one tensor as they are now, twice a second while it trains. */
export function LiveWeights(): VNode | null {
  const trained = run.value?.started?.trained ?? [];
  const weights = (start.value?.loaded.weights ?? []).filter(({ weight }) =>
    trained.includes(weight),
  );
  const chosen = useSignal<number | null>(null);
  const first = weights.find(({ shape }) => shape.length === 2) ?? weights[0];
  const weight = weights.find((one) => one.weight === chosen.value) ?? first;
  if (weight === undefined) return null;
  return (
    <section class="retrainLive" aria-label="Live weights">
      <div class="retrainChartHead">
        <b>Live weights</b>
        <Select
          label="Tensor"
          bare
          value={String(weight.weight)}
          choices={weights.map(({ weight: index, name }) => ({
            value: String(index),
            label: name,
          }))}
          onChange={(value) => {
            chosen.value = Number(value);
          }}
        />
      </div>
      <LivePicture key={weight.weight} weight={weight.weight} />
    </section>
  );
}

function LivePicture({ weight }: { readonly weight: number }): VNode {
  const state = useSignal<TensorState | null>(null);
  const note = useSignal<string | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const keep = async (): Promise<void> => {
      const detail = await host.detail({ weight }, { signal });
      const part = livePart(detail);
      const tensor = new LiveTensor(part.detail.shape);
      if (part.first !== null) note.value = partText(detail, part.first);
      for (let ran = true; !signal.aborted;) {
        // Once more after the end, for the weights that are kept.
        if (!document.hidden && (ran || state.peek() === null)) {
          tensor.values = await host.liveValues({ weight, start: 0, end: part.values }, { signal });
          if (state.peek() === null)
            state.value = createTensorState(
              part.detail,
              { reader: tensor, isEdited: () => false, modelScale: noScale },
              { remembered: false },
            );
          else state.peek()?.refresh();
        }
        ran = isRunning.peek();
        await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
      }
    };
    keep().catch((failure: unknown) => {
      if (isCancelled(failure) || signal.aborted) return;
      report(failure);
      problem.value = sentence(failure);
    });
    return () => {
      controller.abort();
      state.peek()?.dispose();
    };
  }, [weight]);
  const shown = state.value;
  if (shown === null) return <p class="retrainDim">{problem.value ?? 'Reading …'}</p>;
  return (
    <>
      <div class="retrainTools">
        <ZoomButtons state={shown} />
        {shown.detail.shape.length > 1 && <ViewControls state={shown} />}
      </div>
      {note.value !== null && <p class="retrainDim">{note.value}</p>}
      <Heatmap state={shown} onCopy={() => undefined} edits={null} />
    </>
  );
}

function partText({ axes, shape }: WeightDetail, first: number): string {
  const axis = axes[0]?.name ?? 'row';
  return `Only the first ${count(first)} of ${count(shape[0] ?? 0)} along "${axis}" are shown live; the whole tensor is in the model's editor.`;
}
