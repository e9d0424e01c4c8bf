import type { VNode } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { ClassReport } from '../../protocol/evaluation';
import { count } from '../ui/numberFormat';
import { showCell } from './actions';
import { ChartCard, InReport } from './chartCard';
import { type Cell, ConfusionChart } from './charts/confusionChart';

/** The matrix, its keys, and which classes are in it. */
export function ConfusionMatrix({
  report: { names, matrix },
  cell,
}: {
  readonly report: ClassReport;
  readonly cell: Cell | null;
}): VNode {
  const inReport = useContext(InReport);
  const { classes } = matrix;
  const [focused, setFocused] = useState<Cell>({
    actual: classes[0] ?? 0,
    named: classes[0] ?? 0,
  });
  const onKey = (event: KeyboardEvent): void => {
    // Where keys come fast, what was drawn last is behind.
    const at = cellAt(event.target);
    if (at === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      showCell(at);
      return;
    }
    const next = movedCell(classes, at, event.key);
    if (next === undefined) return;
    event.preventDefault();
    setFocused(next);
    const grid = event.currentTarget as Element;
    grid.querySelector<SVGElement>(`[data-cell="${next.actual} ${next.named}"]`)?.focus();
  };
  const which =
    classes.length === names.length
      ? ''
      : ` The ${classes.length} of ${count(names.length)} classes with the most mistakes.`;
  return (
    <ChartCard
      title="Confusion matrix"
      note={`Shade: share of the row's true class.${which}${inReport ? '' : ' Choose a cell to list its rows.'}`}
    >
      {inReport ? (
        <ConfusionChart names={names} matrix={matrix} />
      ) : (
        <ConfusionChart
          names={names}
          matrix={matrix}
          chosen={cell}
          focused={focused}
          onChoose={(chosen) => {
            setFocused(chosen);
            showCell(chosen);
          }}
          onKey={onKey}
        />
      )}
    </ChartCard>
  );
}

function cellAt(target: EventTarget | null): Cell | undefined {
  const cell = target instanceof SVGElement ? target.dataset.cell : undefined;
  const [actual, named] = cell?.split(' ').map(Number) ?? [];
  return actual === undefined || named === undefined ? undefined : { actual, named };
}

function movedCell(classes: readonly number[], { actual, named }: Cell, key: string) {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -Infinity],
    End: [0, Infinity],
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const moved = (from: number, by: number): number => {
    const at = classes.indexOf(from) + by;
    return classes[Math.max(0, Math.min(classes.length - 1, at))] ?? from;
  };
  return { actual: moved(actual, step[0]), named: moved(named, step[1]) };
}
