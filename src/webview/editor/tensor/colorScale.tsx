import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Select } from '../../ui/controls';
import { useElementSize } from '../../ui/elementSize';
import { shortNumber } from '../../ui/numberFormat';
import { measureEverything, pass, passFraction, wholeModelScale } from '../store';
import { drawLegend, LEGEND_HEIGHT, specialsOf, SWATCH_WIDTH } from './legend';
import { look } from './look';
import { scaleMode } from './settings';
import type { TensorState } from './tensorState';

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
        title="Scale: what the ends of the colours stand for. Zero is always in the middle."
        value={scaleMode.value}
        choices={[
          { value: 'tensor', label: 'Largest |value|' },
          { value: 'central', label: '1st to 99th percentile' },
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

/** Two numbers of three digits and an exponent fit side by side. */
const LEAST_BAR = 120;
