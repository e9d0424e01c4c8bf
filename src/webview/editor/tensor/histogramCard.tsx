import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { type Histogram, HISTOGRAM_BINS } from '../../../core/measure/statistics';
import { cssColor, divergingColor } from '../../ui/colorMap';
import { Segments, ToolButton } from '../../ui/controls';
import { useElementSize } from '../../ui/elementSize';
import { shortNumber } from '../../ui/numberFormat';
import { host, report } from '../host';
import { constantText, histogramText, labelDigits } from '../../tensor/histogramBars';
import { histogramChart } from './histogramChart';
import { look } from '../../tensor/look';
import { logCounts } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';

const CHART_HEIGHT = 146;

/** How the values are spread. Dragging over a range counts it anew in as many bins; a double click goes back. */
export function HistogramCard({ state }: { state: TensorState }): VNode {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const zoomed = useSignal<Histogram | null>(null);
  const request = useRef<AbortController | undefined>(undefined);
  const measures = state.measures.value;
  const histogram = zoomed.value ?? measures?.histogram ?? null;
  const quantiles = measures?.quantiles ?? [];
  const constant = measures === null ? null : constantText(measures.statistics);
  const isDrawn = histogram !== null && constant === null;
  const logarithmic = logCounts.value;
  const colors = look.value;

  const zoomTo = (low: number, high: number): void => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    host
      .histogram(
        { weight: state.detail.weight, low, high, bins: HISTOGRAM_BINS },
        { signal: controller.signal },
      )
      .then((found) => {
        zoomed.value = found;
      }, report);
  };
  const reset = (): void => {
    request.current?.abort();
    zoomed.value = null;
  };

  useEffect(() => {
    const element = box.current;
    if (!element || !isDrawn || width < 80) return undefined;
    const chart = histogramChart(element, histogram, {
      width,
      height: CHART_HEIGHT,
      logarithmic,
      quantiles,
      look: colors,
      bars: cssColor(divergingColor(colors.dark ? 0.8 : 0.86, colors.dark)),
      onZoom: zoomTo,
      onReset: reset,
    });
    return () => {
      chart.destroy();
    };
  }, [histogram, width, logarithmic, colors]);
  useEffect(() => () => request.current?.abort(), []);
  useEffect(() => {
    const shown = zoomed.peek();
    // The same part of the range, of the values as they are now.
    if (shown !== null) zoomTo(shown.low, shown.high);
  }, [measures]);

  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h3 id={id}>Histogram</h3>
        {zoomed.value !== null && (
          <ToolButton
            glyph="close"
            text={rangeText(zoomed.value)}
            label="Show all values again"
            title="Show all values again (double click)"
            onClick={reset}
          />
        )}
        <Segments
          label="Scale of the counts"
          value={logarithmic ? 'log' : 'linear'}
          choices={[
            { value: 'linear', label: 'Linear', title: 'Heights are counts' },
            {
              value: 'log',
              label: 'Log',
              title: 'Heights are logarithms of counts: rare values show',
            },
          ]}
          onChange={(chosen) => {
            logCounts.value = chosen === 'log';
          }}
        />
      </div>
      <div
        class={isDrawn ? 'histogram' : ''}
        ref={box}
        role="img"
        aria-label={histogram === null ? 'No histogram' : histogramText(histogram, quantiles)}
      />
      {measures !== null && histogram === null && (
        <p class="muted">
          {measures.statistics.count === 0 ? 'The tensor is empty.' : 'No value is finite.'}
        </p>
      )}
      {constant !== null && <p>{constant}</p>}
    </section>
  );
}

function rangeText({ low, high }: Histogram): string {
  const digits = labelDigits(low, high);
  return `${shortNumber(low, digits)} … ${shortNumber(high, digits)}`;
}
