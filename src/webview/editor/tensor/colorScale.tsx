import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Select } from '../../ui/controls';
import { useElementSize } from '../../ui/elementSize';
import { shortNumber } from '../../ui/numberFormat';
import { measureEverything, pass, passFraction, wholeModelScale } from '../measures';
import { drawLegend, LEGEND_HEIGHT, specialsOf, SWATCH_WIDTH } from './legend';
import { look } from '../../tensor/look';
import { scaleMode } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';

/** What the ends of the colours stand for, and the colours themselves with their values. */
export function ColorScale({ state }: { state: TensorState }): VNode {
  return (
    <div class="color-scale" role="group" aria-label="Colours">
      <ScaleChoice />
      <Legend state={state} />
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

function Legend({ state }: { state: TensorState }): VNode {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useElementSize(box);
  const limit = state.limit.value;
  const specials = specialsOf(state.measures.value?.statistics);
  const colors = look.value;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0) return;
    const ratio = window.devicePixelRatio;
    element.width = width * ratio;
    element.height = LEGEND_HEIGHT * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const bar = width - specials.length * SWATCH_WIDTH;
    if (limit !== null) drawLegend(context, 0, 1, bar, limit, specials, colors);
  });
  const text =
    limit === null
      ? 'Colours: reading'
      : `Colours from ${shortNumber(-limit)} (red) through 0 to ${shortNumber(limit)} (blue)${specials
          .map(({ text: name }) => `, ${name} in its own colour`)
          .join('')}`;
  return (
    <div
      class="legend"
      ref={box}
      style={{ minWidth: `${LEAST_BAR + specials.length * SWATCH_WIDTH}px` }}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={text}
        title={text}
        style={{ width: `${width}px`, height: `${LEGEND_HEIGHT}px` }}
      />
    </div>
  );
}

/** Two numbers of three digits with sign and point fit side by side. */
const LEAST_BAR = 104;
