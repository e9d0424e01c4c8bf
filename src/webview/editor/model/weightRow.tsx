import type { VNode } from 'preact';
import type { WeightLine, WeightMeasure } from '../../../protocol/model';
import { Codicon } from '../../ui/codicon';
import { COLUMNS, isBroken, statisticsOf } from './columns';
import { ROW_HEIGHT } from '../../ui/tableFocus';

interface Props {
  readonly line: WeightLine;
  readonly measure: WeightMeasure | undefined;
  readonly position: number;
  readonly focused: boolean;
  readonly onChoose: () => void;
}

/** One weight of the table. */
export function WeightRow({ line, measure, position, focused, onChoose }: Props): VNode {
  const statistics = statisticsOf(measure);
  const problem = measure !== undefined && 'problem' in measure ? measure.problem : undefined;
  const broken = isBroken(measure);
  return (
    <div
      role="row"
      id={`line-${position}`}
      class={`tableRow${focused ? ' focused' : ''}`}
      style={{ height: `${ROW_HEIGHT}px` }}
      aria-rowindex={position + 2}
      title={problem ?? line.name}
      onClick={onChoose}
    >
      {COLUMNS.map(({ id, numeric, text }) => (
        <div
          key={id}
          role="gridcell"
          class={`cell ${id}${numeric ? ' numeric' : ''}${broken && id === 'nonFinite' ? ' broken' : ''}`}
        >
          {id === 'name' && problem !== undefined && <Codicon glyph="warning" class="problem" />}
          {numeric ? text(line, statistics) : <bdi>{text(line, statistics)}</bdi>}
          {id === 'name' && problem !== undefined && <span class="unseen">, {problem}</span>}
        </div>
      ))}
    </div>
  );
}
