import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { ChangeLine } from '../../../protocol/edit';
import { count, percentText, shortNumber } from '../../ui/numberFormat';
import { HEADER_HEIGHT, ROW_HEIGHT, useTableFocus } from '../../ui/tableFocus';
import { selectWeight } from '../session';
import { useRowsInSight } from '../../ui/virtualRows';

interface Props {
  readonly lines: readonly ChangeLine[];
  /** Position of the line whose change is shown. */
  readonly chosen: Signal<number>;
}

/** The changed tensors, one a line. Only lines within sight are in the page. */
export function ChangesTable({ lines, chosen }: Props): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { start, end } = useRowsInSight(scroller, list, ROW_HEIGHT, lines.length);
  const open = (position: number): void => {
    const line = lines[position];
    if (line !== undefined) selectWeight(line.weight);
  };
  const onKeyDown = useTableFocus(scroller, list, chosen, lines.length, open);
  const withStorage = lines.some(({ storage }) => storage !== null);
  return (
    <div ref={scroller} class="changesScroller">
      <div
        class={`table changesTable${withStorage ? ' withStorage' : ''}`}
        role="grid"
        aria-label="Changed tensors. Enter opens the tensor."
        aria-rowcount={lines.length + 1}
        aria-activedescendant={`change-${chosen.value}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div
          class="tableHead"
          role="row"
          aria-rowindex={1}
          style={{ height: `${HEADER_HEIGHT}px` }}
        >
          <Head text="Tensor" />
          <Head text="Values changed" numeric />
          <Head text="Max |change|" numeric title="Largest finite |after - before|" />
          {withStorage && <Head text="Storage" />}
        </div>
        <div ref={list} role="rowgroup" style={{ height: `${lines.length * ROW_HEIGHT}px` }}>
          <div role="none" style={{ transform: `translateY(${start * ROW_HEIGHT}px)` }}>
            {lines.slice(start, end).map((line, offset) => (
              <Line
                key={line.weight}
                line={line}
                position={start + offset}
                chosen={start + offset === chosen.value}
                withStorage={withStorage}
                onChoose={() => (chosen.value = start + offset)}
                onOpen={() => open(start + offset)}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}

function Head(props: {
  readonly text: string;
  readonly numeric?: boolean;
  readonly title?: string;
}): VNode {
  return (
    <div
      role="columnheader"
      class={`cell${props.numeric === true ? ' numeric' : ''}`}
      title={props.title}
    >
      {props.text}
    </div>
  );
}

function Line(props: {
  readonly line: ChangeLine;
  readonly position: number;
  readonly chosen: boolean;
  readonly withStorage: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}): VNode {
  const { line, position, chosen, withStorage } = props;
  return (
    <div
      role="row"
      id={`change-${position}`}
      class={`tableRow${chosen ? ' focused chosen' : ''}`}
      style={{ height: `${ROW_HEIGHT}px` }}
      aria-rowindex={position + 2}
      aria-selected={chosen}
      title={line.name}
      onClick={props.onChoose}
      onDblClick={props.onOpen}
    >
      <div role="gridcell" class="cell">
        <bdi>{line.name}</bdi>
      </div>
      <div role="gridcell" class="cell numeric">
        {count(line.changed)} of {count(line.values)}
        <span class="share"> ({percentText(line.changed, line.values)})</span>
      </div>
      <div role="gridcell" class="cell numeric">
        {line.largest === null ? 'n/a' : shortNumber(line.largest)}
      </div>
      {withStorage && (
        <div role="gridcell" class="cell">
          {line.storage ?? ''}
        </div>
      )}
    </div>
  );
}
