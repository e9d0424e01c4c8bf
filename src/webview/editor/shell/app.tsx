import type { VNode } from 'preact';
import { count } from '../../ui/numberFormat';
import { ChangesPage } from '../changes/changesPage';
import { ModelPage } from '../model/modelPage';
import { detail, detailError, error, overview, selectedWeight, showsChanges } from '../state';
import { TensorPage } from '../tensor/tensorPage';
import { FilterBox } from '../tree/filterBox';
import { LayerTree } from '../tree/layerTree';
import { SummaryRow } from '../tree/summaryRow';
import { TreeTools } from '../tree/treeTools';
import { ErrorPage, StaleBanner } from './errorPage';
import { FailureBoundary } from './failureBoundary';
import { Header } from './header';
import { Loading } from './loading';
import { SplitView } from './splitView';

/** The whole editor page. */
export function App(): VNode {
  const model = overview.value;
  const failure = error.value;
  if (model === null) {
    if (failure !== null) return <ErrorPage message={failure} />;
    return (
      <main>
        <Loading what="the model" />
      </main>
    );
  }
  return (
    <div class="app">
      {failure !== null && <StaleBanner message={failure} />}
      <Header model={model} />
      <SplitView
        side={
          <div
            class="sideBody"
            style={{ '--parameters-width': `${count(model.parameters).length}ch` }}
          >
            <div class="sideTop">
              <FilterBox />
              <TreeTools />
            </div>
            <LayerTree />
            <SummaryRow model={model} />
          </div>
        }
        page={
          <FailureBoundary key={showsChanges.value ? 'changes' : selectedWeight.value}>
            <Page />
          </FailureBoundary>
        }
      />
    </div>
  );
}

function Page(): VNode {
  const model = overview.value;
  const weight = selectedWeight.value;
  if (showsChanges.value) return <ChangesPage />;
  if (weight === null && model !== null) return <ModelPage model={model} />;
  if (detailError.value !== null) {
    return (
      <p class="pageProblem" role="alert">
        <bdi>{detailError.value}</bdi>
      </p>
    );
  }
  if (detail.value === null) return <Loading what="the weight" />;
  return <TensorPage key={detail.value.weight} detail={detail.value} />;
}
