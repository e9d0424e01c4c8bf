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
import { rangeByKey, type ValueRange } from '../../tensor/histogramKeys';
import { look } from '../../tensor/look';
import { logCounts } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';

const CHART_HEIGHT = 146;

const TITLE = `Each bar is the number of values in its range; the dashed line is 0.
Above: the box is the middle half of the finite values, the line in it the median, the whiskers reach to 5 % and 95 %.
Drag over a range, or press +, to look closer; double click, or press Escape, to go back.`;

/** How the values are spread. Dragging over a range, or a key, counts it anew in as many bins; a double click goes back. */
export function HistogramCard({ state }: { state: TensorState }): VNode {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(box);
  const zoomed = useSignal<Histogram | null>(null);
  const request = useRef<AbortController | undefined>(undefined);
  /** What was last asked for, which keys go on from though it may not have come yet. */
  const asked = useRef<ValueRange | null>(null);
  const measures = state.measures.value;
  const histogram = zoomed.value ?? measures?.histogram ?? null;
  const quantiles = measures?.quantiles ?? [];
  const constant = measures === null ? null : constantText(measures.statistics);
  const isDrawn = histogram !== null && constant === null;
  const logarithmic = logCounts.value;
  const colors = look.value;

  const zoomTo = (low: number, high: number): void => {
    // So deep within a range that there is no float64 between, the histogram would be of 1 around it.
    if (!(low < high)) return;
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    asked.current = { low, high };
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
    asked.current = null;
    zoomed.value = null;
  };

  const onKey = (event: KeyboardEvent): void => {
    const whole = measures?.histogram ?? null;
    if (whole === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = asked.current ?? whole;
    const next = rangeByKey(event.key, shown, whole);
    if (next === undefined) return;
    event.preventDefault();
    if (next.low === whole.low && next.high === whole.high) reset();
    else if (next.low !== shown.low || next.high !== shown.high) zoomTo(next.low, next.high);
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
      {isDrawn ? (
        <div
          class="histogram"
          ref={box}
          role="application"
          aria-roledescription="histogram"
          aria-label={`${histogramText(histogram, quantiles)} Plus and minus zoom, left and right arrow move, Escape shows all values.`}
          title={TITLE}
          tabIndex={0}
          onKeyDown={onKey}
        />
      ) : (
        <div ref={box} />
      )}
      <div class="unseen" aria-live="polite">
        {zoomed.value === null ? '' : histogramText(zoomed.value, quantiles)}
      </div>
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
