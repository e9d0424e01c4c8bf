import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button, Segments, Select } from '../../ui/controls';
import { shortNumber } from '../../ui/numberFormat';
import { measureEverything, pass, passFraction, wholeModelScale } from '../store';
import { drawLegend, LEGEND_HEIGHT, specialsOf, SWATCH_WIDTH } from './legend';
import { look } from './look';
import { scaleMode, summary } from './settings';
import type { TensorState } from './tensorState';
import { levelFor } from './tilePlan';
import { type Fit, fit, zoomAt } from './viewport';

const BAR_WIDTH = 240;

/** Scale of the colours with its legend, and the zoom buttons. */
export function HeatmapBar({ state }: { state: TensorState }): VNode {
  const viewport = state.viewport.value;
  const level = viewport === null ? { x: 0, y: 0 } : levelFor(viewport);
  const show = (kind: Fit): void => {
    state.fitted.value = kind;
    state.viewport.value = fit(kind, state.extent.peek(), state.plot.peek());
  };
  const zoom = (factor: number): void => {
    const shown = state.viewport.peek();
    const size = state.plot.peek();
    const middle = { x: size.width / 2, y: size.height / 2 };
    if (shown !== null) {
      state.fitted.value = null;
      state.viewport.value = zoomAt(shown, middle, factor, state.extent.peek(), size);
    }
  };
  return (
    <div class="tensor-bar" role="toolbar" aria-label="Heatmap">
      <ScaleChoice />
      <Legend state={state} />
      {(level.x > 0 || level.y > 0) && (
        <Segments
          label="A pixel that covers several cells shows"
          value={summary.value}
          choices={[
            { value: 'mean', label: 'Mean', title: 'The mean of the cells that a pixel covers' },
            {
              value: 'extreme',
              label: 'Peaks',
              title: 'Of the cells that a pixel covers, the value farthest from zero',
            },
          ]}
          onChange={(chosen) => {
            summary.value = chosen;
          }}
        />
      )}
      <div class="buttons">
        <Button title="Show the whole matrix with square cells" onClick={() => show('whole')}>
          Fit
        </Button>
        <Button title="Fill the width, scroll down the rows" onClick={() => show('width')}>
          Width
        </Button>
        <Button
          title="Show the whole matrix, rows and columns scaled apart"
          onClick={() => show('stretch')}
        >
          Stretch
        </Button>
        <Button title="One pixel a cell" onClick={() => show('one')}>
          1:1
        </Button>
        <Button label="Zoom out" title="Zoom out (-)" onClick={() => zoom(1 / 1.5)}>
          −
        </Button>
        <Button label="Zoom in" title="Zoom in (+, or Ctrl and wheel)" onClick={() => zoom(1.5)}>
          +
        </Button>
      </div>
    </div>
  );
}

function ScaleChoice(): VNode {
  const model =
    wholeModelScale.value !== null
      ? `Whole model (±${shortNumber(wholeModelScale.value, 3)})`
      : pass.value === 'running'
        ? `Whole model (measuring, ${Math.round(100 * passFraction.value)} %)`
        : 'Whole model';
  return (
    <Select
      label="Scale"
      title="What the ends of the colours stand for. Zero is always in the middle."
      value={scaleMode.value}
      choices={[
        { value: 'tensor', label: 'Largest |value|' },
        { value: 'central', label: '1st to 99th percentile' },
        { value: 'model', label: model },
      ]}
      onChange={(chosen) => {
        scaleMode.value = chosen;
        if (chosen === 'model') measureEverything();
      }}
    />
  );
}

function Legend({ state }: { state: TensorState }): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const limit = state.limit.value;
  const specials = specialsOf(state.measures.value?.statistics);
  const colors = look.value;
  const width = BAR_WIDTH + specials.length * SWATCH_WIDTH;
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio;
    element.width = width * ratio;
    element.height = LEGEND_HEIGHT * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (limit !== null) drawLegend(context, 0, 1, BAR_WIDTH, limit, specials, colors);
  });
  const text =
    limit === null
      ? 'Colours: reading'
      : `Colours from −${shortNumber(limit)} (red) through 0 to ${shortNumber(limit)} (blue)${specials
          .map(({ text: name }) => `, ${name} in its own colour`)
          .join('')}`;
  return (
    <canvas
      class="legend"
      ref={canvas}
      role="img"
      aria-label={text}
      title={text}
      style={{ width: `${width}px` }}
    />
  );
}
