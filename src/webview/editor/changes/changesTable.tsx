import type { Signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { ChangeLine } from '../../../protocol/edit';
import { count, percentText, shortNumber } from '../../ui/numberFormat';
import { RowTable } from '../../ui/rowTable';
import { ROW_HEIGHT } from '../../ui/tableFocus';
import { selectWeight } from '../session';

interface Props {
  readonly lines: readonly ChangeLine[];
  /** Position of the line whose change is shown. */
  readonly chosen: Signal<number>;
}

/** The changed tensors, one a line. */
export function ChangesTable({ lines, chosen }: Props): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const open = (position: number): void => {
    const line = lines[position];
    if (line !== undefined) selectWeight(line.weight);
  };
  const withStorage = lines.some(({ storage }) => storage !== null);
  return (
    <div ref={scroller} class="changesScroller">
      <RowTable
        scroller={scroller}
        class={`changesTable${withStorage ? ' withStorage' : ''}`}
        label="Changed tensors. Enter opens the tensor."
        count={lines.length}
        focused={chosen}
        choose={open}
        name="change"
        head={
          <>
            <Head text="Tensor" />
            <Head text="Values changed" numeric />
            <Head text="Max |change|" numeric title="Largest finite |after - before|" />
            {withStorage && <Head text="Storage" />}
          </>
        }
        row={(position) => {
          const line = lines[position];
          return line === undefined ? null : (
            <Line
              key={line.weight}
              line={line}
              position={position}
              chosen={position === chosen.value}
              withStorage={withStorage}
              onChoose={() => (chosen.value = position)}
              onOpen={() => open(position)}
            />
          );
        }}
      />
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
