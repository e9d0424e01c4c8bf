import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { WeightDetail } from '../../../protocol/model';
import { EditMenu } from '../edit/editMenu';
import { useValuesChanged } from '../edit/valuesChanged';
import { registerPageCommands } from '../pageCommands';
import { report, sentence } from '../host';
import { copySelection, copyTensor } from './clipboard';
import { Gallery } from './gallery';
import { Grid } from './grid';
import { createGridEdits } from './gridEdits';
import { Heatmap } from '../../tensor/heatmap/heatmap';
import { HistogramCard } from './histogramCard';
import { type Measuring, measureTensor } from './measureTensor';
import { Notice } from './notice';
import { savePicture, type ShownFilters } from './savePicture';
import { ScalarValue } from './scalarValue';
import { StatisticsCard } from './statisticsCard';
import { editorHelp } from '../editorHelp';
import { createTensorState, type TensorState } from '../../tensor/tensorState';
import { TabChoice, TensorToolbar } from './tensorToolbar';
import { TitleRow } from './titleRow';

/** Everything about one tensor: what it is, its picture, its exact numbers, and numbers about it. */
export function TensorPage({ detail }: { detail: WeightDetail }): VNode {
  const { weight, name, shape, dtype, axes } = detail;
  // After the files have changed, the number may stand for another tensor.
  return <Tensor key={JSON.stringify([weight, name, shape, dtype, axes])} detail={detail} />;
}

/** What the context menu of the page acts on; see `webview/context` in package.json. */
function menuContext(weight: number): string {
  return JSON.stringify({
    preventDefaultContextMenuItems: true,
    weightscopeSection: 'tensor',
    weightscopeWeight: weight,
    weightscopeWeights: [weight],
    weightscopeHasWeights: true,
  });
}

function Tensor({ detail }: { detail: WeightDetail }): VNode {
  const state = useMemo(() => createTensorState(detail, editorHelp), []);
  const { filters, shape, dtype } = detail;
  const isText = dtype === 'string';
  const measuring = useMeasuring(state);
  const notice = useSignal<string | null>(null);
  const shownFilters = useRef<ShownFilters | undefined>(undefined);
  const copy = (): void => {
    copySelection(state).catch((error: unknown) => {
      notice.value = sentence(error);
      report(error);
    });
  };
  const edits = useMemo(
    () => (isText ? null : createGridEdits(state, (message) => (notice.value = message))),
    [],
  );
  useEffect(() => () => state.dispose(), []);
  useEffect(
    () =>
      registerPageCommands({
        copySelection: () => copySelection(state),
        copyTensor: (as) => copyTensor(state, as),
        goToIndex: (index) => state.jump(index),
        paste: () => {
          if (edits === null) throw new Error('This tensor holds text, which is not edited here.');
          edits.act({ type: 'paste' });
        },
        savePicture: () =>
          savePicture(state, state.tab.peek() === 'filters' ? shownFilters.current : undefined),
      }),
    [],
  );
  const empty = shape.includes(0);
  const tab = filters === null ? 'matrix' : state.tab.value;
  return (
    <article class="tensor-page" data-vscode-context={menuContext(detail.weight)}>
      <TitleRow detail={detail}>
        {!isText && (
          <EditMenu state={state} detail={detail} say={(message) => (notice.value = message)} />
        )}
      </TitleRow>
      <Notice message={notice} />
      <div class="tensor-body">
        <div class="tensor-main">
          {empty && <p class="muted">This tensor is empty: one of its axes has size 0.</p>}
          {!empty && shape.length === 0 && <ScalarValue state={state} />}
          {!empty && shape.length > 0 && tab === 'matrix' && (
            <>
              <TensorToolbar state={state} hasPicture={!isText}>
                {filters !== null && <TabChoice state={state} />}
              </TensorToolbar>
              {!isText && <Heatmap state={state} onCopy={copy} edits={edits} />}
              <Grid state={state} onCopy={copy} edits={edits} />
            </>
          )}
          {!empty && filters !== null && tab === 'filters' && (
            <Gallery
              state={state}
              filters={filters}
              tabs={<TabChoice state={state} />}
              onPictures={(pictures, start, end) => {
                shownFilters.current = { pictures, start, end };
              }}
            />
          )}
        </div>
        {!isText && (
          <aside class="tensor-aside">
            <HistogramCard state={state} />
            <StatisticsCard state={state} measuring={measuring} />
          </aside>
        )}
      </div>
    </article>
  );
}

/** Measures the tensor, and again whenever its values have changed; what was known stays on show meanwhile. */
function useMeasuring(state: TensorState): Measuring {
  const { detail } = state;
  const start = (): Measuring =>
    measureTensor(detail, (measures) => {
      state.measures.value = measures;
    });
  const measuring = useSignal(useMemo(start, []));
  useValuesChanged(detail.weight, () => {
    state.refresh();
    measuring.peek().stop();
    measuring.value = start();
  });
  useEffect(() => () => measuring.peek().stop(), []);
  return measuring.value;
}
