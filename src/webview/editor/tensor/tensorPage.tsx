import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { WeightDetail } from '../../../protocol/model';
import { registerPageCommands } from '../pageCommands';
import { generation, report, sentence } from '../store';
import { copySelection, copyTensor } from './clipboard';
import { Gallery } from './gallery';
import { Grid } from './grid';
import { Heatmap } from './heatmap';
import { HistogramCard } from './histogramCard';
import { measureTensor } from './measureTensor';
import { savePicture, type ShownFilters } from './savePicture';
import { ScalarValue } from './scalarValue';
import { StatisticsCard } from './statisticsCard';
import { createTensorState } from './tensorState';
import { TabChoice, TensorToolbar } from './tensorToolbar';
import { TitleRow } from './titleRow';

/** Everything about one tensor: what it is, its picture, its exact numbers, and numbers about it. */
export function TensorPage({ detail }: { detail: WeightDetail }): VNode {
  // The same weight after a reload of the files is another tensor, for all that was fetched is stale.
  return <Tensor key={`${detail.weight}/${generation.value}`} detail={detail} />;
}

/** What the context menu of the page acts on; see `webview/context` in package.json. */
function menuContext(weight: number): string {
  return JSON.stringify({
    preventDefaultContextMenuItems: true,
    weightscopeSection: 'tensor',
    weightscopeWeight: weight,
  });
}

function Tensor({ detail }: { detail: WeightDetail }): VNode {
  const state = useMemo(() => createTensorState(detail), []);
  const measuring = useMemo(
    () =>
      measureTensor(detail, (measures) => {
        state.measures.value = measures;
      }),
    [],
  );
  const notice = useSignal<string | null>(null);
  const shownFilters = useRef<ShownFilters | undefined>(undefined);
  const copy = (): void => {
    copySelection(state).catch((error: unknown) => {
      notice.value = sentence(error);
      report(error);
    });
  };
  useEffect(
    () => () => {
      measuring.stop();
      state.dispose();
    },
    [],
  );
  useEffect(
    () =>
      registerPageCommands({
        copySelection: () => copySelection(state),
        copyTensor: (as) => copyTensor(state, as),
        goToIndex: (index) => state.jump(index),
        savePicture: () =>
          savePicture(state, state.tab.peek() === 'filters' ? shownFilters.current : undefined),
      }),
    [],
  );
  const { filters, shape, dtype } = detail;
  const isText = dtype === 'string';
  const empty = shape.includes(0);
  const tab = filters === null ? 'matrix' : state.tab.value;
  return (
    <article class="tensor-page" data-vscode-context={menuContext(detail.weight)}>
      <TitleRow detail={detail} />
      {notice.value !== null && (
        <p class="tensor-problem" role="status">
          {notice.value}
        </p>
      )}
      <div class="tensor-body">
        <div class="tensor-main">
          {empty && <p class="muted">This tensor is empty: one of its axes has size 0.</p>}
          {!empty && shape.length === 0 && <ScalarValue state={state} />}
          {!empty && shape.length > 0 && tab === 'matrix' && (
            <>
              <TensorToolbar state={state} hasPicture={!isText}>
                {filters !== null && <TabChoice state={state} />}
              </TensorToolbar>
              {!isText && <Heatmap state={state} onCopy={copy} />}
              <Grid state={state} onCopy={copy} />
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
