import { type Signal, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { WeightDetail } from '../../../protocol/model';
import { shortNumber } from '../../ui/numberFormat';
import { useValuesChanged } from '../edit/valuesChanged';
import { editorHelp } from '../editorHelp';
import { host, isCancelled, report, sentence } from '../host';
import { selectWeight } from '../session';
import { Heatmap } from '../../tensor/heatmap';
import type { Cell } from '../../tensor/selection';
import type { Summary } from '../../tensor/settings';
import type { TensorState } from '../../tensor/tensorState';
import { ViewControls } from '../../tensor/viewControls';
import { createVersions, type Versions } from '../../tensor/versions';
import { VersionText } from './versionText';

/** Pictures of one tensor before and after, and of the change between. */
export function Comparison({ weight }: { readonly weight: number }): VNode {
  const detail = useSignal<WeightDetail | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    host.detail({ weight }, { signal: controller.signal }).then(
      (found) => (detail.value = found),
      (error: unknown) => {
        if (!isCancelled(error)) problem.value = sentence(error);
      },
    );
    return () => controller.abort();
  }, []);
  if (problem.value !== null) {
    return (
      <p class="tensor-problem" role="alert">
        <bdi>{problem.value}</bdi>
      </p>
    );
  }
  return detail.value === null ? <div class="comparison" /> : <Pictures detail={detail.value} />;
}

function Pictures({ detail }: { readonly detail: WeightDetail }): VNode {
  const versions = useMemo(() => createVersions(detail, editorHelp), []);
  const hovered = useSignal<Cell | null>(null);
  const { before, after, change } = versions;
  useEffect(() => () => versions.dispose(), []);
  useEffect(() => {
    const controller = new AbortController();
    void selectLargest(versions, controller.signal).catch(report);
    return () => controller.abort();
  }, []);
  useValuesChanged(detail.weight, () => versions.refresh());
  const { shape, layer, role, name } = detail;
  return (
    <section class="comparison" aria-label={`Change of ${name}`}>
      <div class="tensor-bar">
        <h3 title={name}>
          <bdi>{layer === null ? role : `${layer} › ${role}`}</bdi>
        </h3>
        <button type="button" class="link" onClick={() => selectWeight(detail.weight)}>
          Open Tensor
        </button>
        {shape.length > 1 && <ViewControls state={after} />}
      </div>
      {shape.length > 0 && (
        <div class="versions">
          <Picture title="Before" state={before} hovered={hovered} />
          <Picture title="After" state={after} hovered={hovered} />
          <Picture title="Change" state={change} hovered={hovered} summary="extreme" />
        </div>
      )}
      <VersionText versions={versions} />
    </section>
  );
}

function Picture(props: {
  readonly title: string;
  readonly state: TensorState;
  readonly hovered: Signal<Cell | null>;
  /** A mean would hide one changed cell among many that are not. */
  readonly summary?: Summary;
}): VNode {
  const { title, state, hovered, summary } = props;
  const limit = state.limit.value;
  return (
    <figure class="version">
      <figcaption>
        {title}
        {limit !== null && <span class="muted"> ±{shortNumber(limit)}</span>}
      </figcaption>
      <Heatmap
        state={state}
        onCopy={() => undefined}
        edits={null}
        linked={{
          of: title.toLowerCase(),
          hovered,
          ...(summary === undefined ? {} : { summary }),
        }}
      />
    </figure>
  );
}

/** Begins at the value that changed most, in the slice where it lies. */
async function selectLargest({ after }: Versions, signal: AbortSignal): Promise<void> {
  const { weight } = after.detail;
  const { statistics } = await host.measure({ weight, of: 'change' }, { signal });
  const { min, max, minAt, maxAt } = statistics;
  const at = Math.abs(min ?? 0) > Math.abs(max ?? 0) ? minAt : maxAt;
  if (at !== null && after.selection.peek() === null) after.jumpFlat(at);
}
