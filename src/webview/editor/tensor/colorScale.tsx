import type { VNode } from 'preact';
import { Select } from '../../ui/controls';
import { shortNumber } from '../../ui/numberFormat';
import { measureEverything, pass, passFraction, wholeModelScale } from '../measures';
import { specialsOf } from './legend';
import { LegendBar } from './legendBar';
import { scaleMode } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';

/** What the ends of the colours stand for, and the colours themselves with their values. */
export function ColorScale({ state }: { state: TensorState }): VNode {
  return (
    <div class="color-scale" role="group" aria-label="Colours">
      <ScaleChoice />
      <LegendBar
        limit={state.limit.value}
        specials={specialsOf(state.measures.value?.statistics)}
      />
    </div>
  );
}

function ScaleChoice(): VNode {
  const measuring =
    scaleMode.value === 'model' && wholeModelScale.value === null && pass.value === 'running';
  return (
    <span class="scale-choice">
      <Select
        bare
        label="Scale"
        title={SCALE_TITLE}
        value={scaleMode.value}
        choices={[
          { value: 'tensor', label: 'Max |value|' },
          { value: 'central', label: '1st-99th pct.' },
          { value: 'model', label: wholeModelText() },
        ]}
        onChange={(chosen) => {
          scaleMode.value = chosen;
          if (chosen === 'model') measureEverything();
        }}
      />
      {measuring && (
        <progress
          class="progress"
          aria-label="Measuring the whole model"
          value={passFraction.value}
          max={1}
        />
      )}
    </span>
  );
}

const SCALE_TITLE = `What the ends of the colours stand for; zero is always in the middle.
Max |value|: the value of this tensor farthest from zero
1st-99th pct.: the percentile farther from zero; the few values beyond take the ends' colours
Whole model: the value of all weights farthest from zero, so that tensors can be compared`;

function wholeModelText(): string {
  if (wholeModelScale.value !== null) {
    return `Whole model (±${shortNumber(wholeModelScale.value, 3)})`;
  }
  return pass.value === 'running'
    ? `Whole model (${Math.round(100 * passFraction.value)} %)`
    : 'Whole model';
}
