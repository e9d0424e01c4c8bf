import { signal, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { TensorDifference } from '../../../core/compare/tensorDifference';
import type { WeightDetail } from '../../../protocol/model';
import type { Cell } from '../../tensor/selection';
import { createVersions } from '../../tensor/versions';
import { VersionPicture } from '../../tensor/versionPicture';
import { ViewControls } from '../../tensor/viewControls';
import { ZoomButtons } from '../../tensor/heatmap/zoomButtons';
import { host } from '../host';
import { CellValues } from './cellValues';
import { LargestChangesCard } from './largestChangesCard';
import { PairGrid } from './pairGrid';
import { PairMeasures } from './pairMeasures';
import { Verdict } from './verdict';
import { start } from '../state';

/** The models of this page. Neither is edited here, and each pair has a scale of its own. */
const HELP = { reader: host, isEdited: () => false, modelScale: signal<number | null>(null) };

/** Pictures of A, B and their difference, the numbers of a cell, and of all values. */
export function PairDetail({
  pair,
  detail,
  difference,
}: {
  readonly pair: number;
  readonly detail: WeightDetail;
  /** Null until it has come. */
  readonly difference: TensorDifference | null;
}): VNode {
  const versions = useMemo(() => createVersions(detail, HELP), []);
  const hovered = useSignal<Cell | null>(null);
  const { before: a, after: b, change } = versions;
  useEffect(() => () => versions.dispose(), []);
  const { shape, dtype } = detail;
  const largest = difference?.maxDifferenceAt ?? null;
  useEffect(() => {
    // Begins where A and B differ most, unless the person was faster.
    if (largest !== null && shape.length > 0 && b.selection.peek() === null) b.jumpFlat(largest);
  }, [largest]);
  if (dtype === 'string') {
    return (
      <>
        <Verdict difference={difference} state={b} />
        <p class="muted">This tensor holds text: its values are compared, and not drawn.</p>
        <LargestChangesCard pair={pair} state={b} />
      </>
    );
  }
  const hasPicture = shape.length > 0 && !shape.includes(0);
  const named = [
    { label: 'A', state: a },
    { label: 'B', state: b },
    { label: 'B − A', state: change },
  ] as const;
  const linked = { hovered, versions: named };
  return (
    <>
      <Verdict difference={difference} state={b} />
      {hasPicture && (
        <>
          <div class="pairTools">
            <ZoomButtons state={b} />
            {shape.length > 1 && <ViewControls state={b} />}
          </div>
          <div class="versions">
            <VersionPicture title={<Title letter="A" />} of="A" state={a} {...linked} />
            <VersionPicture title={<Title letter="B" />} of="B" state={b} {...linked} />
            {/* A mean would hide one changed cell among many that are not. */}
            <VersionPicture
              title="Δ = B − A"
              of="B minus A"
              state={change}
              {...linked}
              summary="extreme"
            />
          </div>
        </>
      )}
      {!shape.includes(0) && <CellValues versions={versions} />}
      {hasPicture && <PairGrid versions={named} hovered={hovered} />}
      <LargestChangesCard pair={pair} state={b} />
      <PairMeasures pair={pair} weight={detail.weight} />
    </>
  );
}

function Title({ letter }: { readonly letter: 'A' | 'B' }): VNode {
  const side = letter === 'A' ? start.value?.a : start.value?.b;
  return (
    <>
      <span class={`sideLetter side${letter}`}>{letter}</span> <bdi>{side?.name}</bdi>
    </>
  );
}
