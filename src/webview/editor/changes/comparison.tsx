import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { WeightDetail } from '../../../protocol/model';
import { useValuesChanged } from '../edit/valuesChanged';
import { editorHelp } from '../editorHelp';
import { host, report } from '../host';
import { selectWeight } from '../session';
import type { Cell } from '../../tensor/selection';
import { VersionPicture } from '../../tensor/versionPicture';
import { ViewControls } from '../../tensor/viewControls';
import { createVersions, type Versions } from '../../tensor/versions';
import { VersionText } from './versionText';
import { ProblemText, useAnswer } from '../../ui/answer';

/** Pictures of one tensor before and after, and of the change between. */
export function Comparison({ weight }: { readonly weight: number }): VNode {
  const { answer: detail, problem } = useAnswer((signal) => host.detail({ weight }, { signal }));
  if (problem !== null) {
    return <ProblemText text={problem} />;
  }
  return detail === null ? <div class="comparison" /> : <Pictures detail={detail} />;
}

function Pictures({ detail }: { readonly detail: WeightDetail }): VNode {
  const versions = useMemo(() => createVersions(detail, editorHelp), []);
  const hovered = useSignal<Cell | null>(null);
  const { before, after, change } = versions;
  const linked = {
    hovered,
    versions: [
      { label: 'Before', state: before },
      { label: 'After', state: after },
      { label: 'Change', state: change },
    ],
  };
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
          <VersionPicture title="Before" of="before" state={before} {...linked} />
          <VersionPicture title="After" of="after" state={after} {...linked} />
          {/* A mean would hide one changed cell among many that are not. */}
          <VersionPicture title="Change" of="change" state={change} {...linked} summary="extreme" />
        </div>
      )}
      <VersionText versions={versions} />
    </section>
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
