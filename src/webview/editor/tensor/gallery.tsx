import { useSignal } from '@preact/signals';
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { filterSizes, pictureIndex } from '../../../core/model/filterSizes';
import type { FilterAxes } from '../../../core/model/model';
import type { GalleryKey } from '../../../protocol/model';
import { useElementSize } from '../../ui/elementSize';
import { useValuesChanged } from '../edit/valuesChanged';
import { drawFilters, type FilterPictures } from './drawFilters';
import { filterLines } from './filterText';
import { GalleryBar } from './galleryBar';
import { filterAt, filtersInSight, galleryLayout } from './galleryLayout';
import { GallerySource } from './gallerySource';
import { GalleryScale } from './galleryScale';
import { specialsOf } from './legend';
import { pictureLabel } from './pictureText';
import { look } from '../../tensor/look';
import { aloneScale, numberFormat } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';
import { track } from '../../ui/track';
import { ProblemText } from '../../ui/answer';

/** Of the window's height, for a gallery that is seen whole. */
const HEIGHT_SHARE = 0.55;

interface Props {
  readonly state: TensorState;
  readonly filters: FilterAxes;
  /** The way to the other pictures of the tensor. */
  readonly tabs: ComponentChildren;
  /** Tells how to draw what is on screen into a file. */
  readonly onPictures: (pictures: FilterPictures, start: number, end: number) => void;
}

/** The filters of a convolution kernel as pictures, all on one scale unless asked otherwise. */
export function Gallery({ state, filters, tabs, onPictures }: Props): VNode {
  const { shape, weight, name } = state.detail;
  const { height, width, inputs, pictures: count } = filterSizes(shape, filters);
  const isPicture = inputs === 3 && filters.height !== null;
  const input = useSignal<GalleryKey['input']>(isPicture ? 'rgb' : inputs === 1 ? 0 : 'mean');
  const arrived = useSignal(0);
  const marked = useSignal<number | null>(null);
  const top = useSignal(0);
  const tip = useSignal<{ x: number; y: number; lines: string[] } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(box);
  const room = { width: size.width - 2, height: window.innerHeight * HEIGHT_SHARE };
  const layout = galleryLayout(room, count, width, height);
  const mode = input.value;
  const source = useMemo(
    () => new GallerySource(weight, mode, count, () => arrived.value++),
    [weight, mode, count],
  );
  useEffect(() => () => source.dispose(), [source]);
  const shown = useRef(source);
  shown.current = source;
  useValuesChanged(weight, () => shown.current.refresh());

  track(arrived);
  const sight = filtersInSight(layout, top.value, size.height, count);
  const pictures: FilterPictures = {
    layout,
    width,
    height,
    limit: aloneScale.value ? null : (source.largest ?? 0),
    look: look.value,
    label: (filter) => pictureLabel(state.detail, filters, filter),
    rgb: mode === 'rgb',
    get: (filter) => source.get(filter),
  };
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || size.width === 0) return;
    source.want(sight.start, sight.end);
    const ratio = window.devicePixelRatio;
    element.width = Math.round(size.width * ratio);
    element.height = Math.round(size.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 1, 1);
    drawFilters(context, pictures, sight.start, sight.end, top.value, marked.value);
    onPictures(pictures, sight.start, sight.end);
  });

  const describe = (filter: number, cell?: { row: number; column: number }): string[] => {
    const { detail } = state;
    const format = numberFormat.value;
    return filterLines(
      { detail, filters, input: mode, width, format },
      filter,
      source.get(filter),
      cell,
    );
  };
  const open = (filter: number, row = 0, column = 0): void => {
    const index = shape.map(() => 0);
    for (const place of pictureIndex(shape, filters, filter)) index[place.axis] = place.index;
    if (filters.height !== null) index[filters.height] = row;
    index[filters.width] = column;
    if (filters.input !== null) index[filters.input] = typeof mode === 'number' ? mode : 0;
    state.jump(index);
  };
  const hit = (event: MouseEvent): ReturnType<typeof filterAt> => {
    const rect = canvas.current?.getBoundingClientRect();
    if (rect === undefined) return undefined;
    const [x, y] = [event.clientX - rect.left, event.clientY - rect.top + top.value];
    return filterAt(layout, x, y, count, width, height);
  };
  const onKey = (event: KeyboardEvent): void => {
    const at = marked.value ?? 0;
    const step = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: layout.columns,
      ArrowUp: -layout.columns,
    }[event.key];
    if (event.key === 'Enter') {
      open(at);
      setTimeout(focusMatrix);
    } else if (step === undefined) return;
    else {
      const next = marked.value === null ? 0 : Math.max(0, Math.min(count - 1, at + step));
      marked.value = next;
      const y = Math.floor(next / layout.columns) * layout.pitchY;
      const element = box.current;
      if (element !== null && (y < top.value || y + layout.pitchY > top.value + size.height)) {
        element.scrollTop = y;
      }
    }
    event.preventDefault();
  };

  return (
    <section class="gallery-section" aria-label="Filters">
      <GalleryBar tabs={tabs} inputs={inputs} isPicture={isPicture} input={input}>
        {source.largest !== undefined && (
          <GalleryScale
            limit={pictures.limit}
            rgb={pictures.rgb}
            specials={specialsOf(state.measures.value?.statistics)}
          />
        )}
      </GalleryBar>
      {source.problem !== undefined && <ProblemText text={source.problem} />}
      <div
        class="gallery"
        ref={box}
        style={{ flexBasis: `${layout.height}px` }}
        tabIndex={0}
        role="application"
        aria-roledescription="filter gallery"
        aria-label={`${count} filters of ${name}. Arrow keys choose a filter, Enter shows its matrix.`}
        onScroll={(event) => {
          top.value = event.currentTarget.scrollTop;
        }}
        onKeyDown={onKey}
        onMouseMove={(event) => {
          const found = hit(event);
          const rect = box.current?.getBoundingClientRect();
          tip.value =
            found === undefined || rect === undefined
              ? null
              : {
                  x: event.clientX - rect.left + 14,
                  y: event.clientY - rect.top + top.value + 14,
                  lines: describe(found.filter, found),
                };
        }}
        onMouseLeave={() => {
          tip.value = null;
        }}
        onClick={(event) => {
          const found = hit(event);
          if (found !== undefined) open(found.filter, found.row, found.column);
        }}
      >
        <div class="gallery-canvas">
          <canvas ref={canvas} aria-hidden="true" />
        </div>
        <div class="gallery-height" style={{ height: `${layout.height}px` }} />
        {tip.value !== null && (
          <div class="heatmap-tip" style={{ left: `${tip.value.x}px`, top: `${tip.value.y}px` }}>
            {tip.value.lines.map((line, i) => (
              <div key={line}>{i === 0 ? line : <strong>{line}</strong>}</div>
            ))}
          </div>
        )}
      </div>
      <div class="unseen" aria-live="polite">
        {marked.value === null ? '' : describe(marked.value).join(', ')}
      </div>
    </section>
  );
}

/** The gallery, which had the keyboard, has made way for the matrix: without this the page would lose it. */
function focusMatrix(): void {
  document.querySelector<HTMLElement>('.heatmap')?.focus();
}
