import type { VNode } from 'preact';
import { ToolButton } from '../../ui/controls';
import type { TensorState } from '../tensorState';
import { type Fit, fit, zoomAt } from '../viewport';

const STEP = 1.5;

const FITS = [
  {
    kind: 'whole',
    glyph: 'screen-full',
    label: 'Fit',
    title: 'Fit: the whole matrix with square cells',
  },
  {
    kind: 'width',
    glyph: 'arrow-both',
    label: 'Width',
    title: 'Width: fill the width, scroll down the rows',
  },
  {
    kind: 'stretch',
    glyph: 'move',
    label: 'Stretch',
    title: 'Stretch: the whole matrix, rows and columns scaled apart',
  },
] as const;

/** Ways to fit the matrix into the heatmap, and zoom by steps. */
export function ZoomButtons({ state }: { state: TensorState }): VNode {
  const fitted = state.fitted.value;
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
    <div class="tools" role="group" aria-label="Zoom">
      {FITS.map(({ kind, glyph, label, title }) => (
        <ToolButton
          key={kind}
          glyph={glyph}
          label={label}
          title={title}
          pressed={fitted === kind}
          onClick={() => show(kind)}
        />
      ))}
      <ToolButton
        text="1:1"
        label="1:1"
        title="One pixel a cell"
        pressed={fitted === 'one'}
        onClick={() => show('one')}
      />
      <ToolButton
        glyph="zoom-out"
        label="Zoom out"
        title="Zoom out (-)"
        onClick={() => zoom(1 / STEP)}
      />
      <ToolButton
        glyph="zoom-in"
        label="Zoom in"
        title="Zoom in (+, or Ctrl and wheel)"
        onClick={() => zoom(STEP)}
      />
    </div>
  );
}
