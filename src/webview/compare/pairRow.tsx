import type { VNode } from 'preact';
import type { TensorDifference } from '../../core/compare/tensorDifference';
import type { PairDifference } from '../../core/compare/comparison';
import { pairNote } from '../../core/compare/pairText';
import { Codicon } from '../ui/codicon';
import { percentText, shortNumber } from '../ui/numberFormat';
import { ROW_HEIGHT } from '../ui/tableFocus';
import type { LayerItem, PairItem } from './items';
import { select } from './session';
import { order } from './state';

/** A layer with what its tensors come to together. */
export function LayerRow({
  item,
  position,
}: {
  readonly item: LayerItem;
  readonly position: number;
}): VNode {
  return (
    <div
      role="row"
      class="tableRow compareLayer"
      style={{ height: `${ROW_HEIGHT}px` }}
      aria-rowindex={position + 2}
    >
      <div role="gridcell" class="cell" title={item.layer}>
        <bdi>{item.layer}</bdi> <span class="dim">{item.className}</span>
      </div>
      {item.whole === null ? (
        <div role="gridcell" class="cell" aria-colspan={4} />
      ) : (
        <Numbers difference={item.whole} />
      )}
    </div>
  );
}

export function PairRow(props: {
  readonly item: PairItem;
  readonly position: number;
  readonly chosen: boolean;
}): VNode {
  const { item, position, chosen } = props;
  const { line, found } = item;
  const isNested = order.value === 'model' && line.layer >= 0;
  return (
    <div
      role="row"
      id={`pair-${position}`}
      class={`tableRow${chosen ? ' focused chosen' : ''}`}
      style={{ height: `${ROW_HEIGHT}px` }}
      aria-rowindex={position + 2}
      aria-selected={chosen}
      title={titleOf(item)}
      onClick={() => select(line)}
    >
      <div role="gridcell" class={`cell${isNested ? ' nested' : ''}`}>
        {line.by === 'hand' && (
          <>
            <Codicon glyph="link" class="byHand" />
            <span class="unseen">paired by hand: </span>
          </>
        )}
        <bdi>{isNested ? line.role : line.name}</bdi>
        {line.by !== 'name' && line.name !== line.nameInB && (
          <span class="dim">
            {' '}
            ↔ <bdi>{line.nameInB}</bdi>
          </span>
        )}
      </div>
      <Found found={found} />
    </div>
  );
}

function Found({ found }: { readonly found: PairDifference | undefined }): VNode {
  if (found === undefined) return <div role="gridcell" class="cell" aria-colspan={4} />;
  if ('difference' in found) return <Numbers difference={found.difference} />;
  return (
    <div role="gridcell" class="cell verdict" aria-colspan={4} title={found.problem}>
      <Codicon glyph="warning" class="problem" />
      cannot be read
    </div>
  );
}

function Numbers({ difference }: { readonly difference: TensorDifference }): VNode {
  const { relative, cosine, maxDifference, changed, count, bothNaN } = difference;
  if (changed === 0) {
    return (
      <div role="gridcell" class="cell verdict" aria-colspan={4}>
        <span class="identical">bit-identical</span>
        {bothNaN > 0 && <span class="dim"> NaN equals NaN</span>}
      </div>
    );
  }
  return (
    <>
      <Number id="relative" text={relative === null ? 'n/a' : shortNumber(relative)} />
      <Number id="cosine" text={cosine === null ? 'n/a' : shortNumber(cosine)} />
      <Number id="largest" text={maxDifference === null ? 'n/a' : shortNumber(maxDifference)} />
      <Number id="changed" text={percentText(changed, count)} />
    </>
  );
}

function Number({ id, text }: { readonly id: string; readonly text: string }): VNode {
  return (
    <div role="gridcell" class={`cell numeric ${id}`}>
      {text}
    </div>
  );
}

function titleOf({ line, found }: PairItem): string {
  const { name, nameInB, shape } = line;
  return [
    name === nameInB ? name : `A: ${name}\nB: ${nameInB}`,
    shape === '' ? 'scalar' : shape,
    pairNote(line),
    found !== undefined && 'problem' in found ? found.problem : null,
  ]
    .filter((part) => part !== null)
    .join('\n');
}
