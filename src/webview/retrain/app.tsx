import type { VNode } from 'preact';
import { DataForm } from '../data/dataForm';
import { Codicon } from '../ui/codicon';
import { begin } from './actions';
import { ClassFields } from './classFields';
import { Curves } from './curves';
import { data } from './data';
import { Group } from './fields';
import { Footer } from './footer';
import { LayerFields } from './layerFields';
import { Numbers } from './numbers';
import { OptimizerFields, ScheduleFields } from './optimizerFields';
import { MovementTable } from './movementTable';
import { Outcome } from './outcome';
import { RunStatus } from './runStatus';
import { error, fatal, form, loading, run, start } from './state';
import { TaskFields } from './taskFields';

/** The whole page of a retraining. */
export function App(): VNode {
  return (
    <main class="retrain">
      <header class="retrainHead">
        <h1>
          Retrain <bdi>{start.value?.model}</bdi>
        </h1>
      </header>
      {error.value !== null && <Failure message={error.value} />}
      {fatal.value !== null && (
        <>
          <Failure message={fatal.value} />
          <p class="retrainLoading">
            <button type="button" class="button" onClick={() => void begin()}>
              Try Again
            </button>
          </p>
        </>
      )}
      {fatal.value === null && form.value === null && <Loading />}
      {form.value !== null && (
        <>
          <div class={`retrainBody ${run.value === null ? '' : 'ran'}`}>
            <FormPane />
            <RunPane />
          </div>
          <Footer />
        </>
      )}
    </main>
  );
}

function Failure({ message }: { readonly message: string }): VNode {
  return (
    <p class="retrainError" role="alert">
      <Codicon glyph="error" />
      <bdi>{message}</bdi>
    </p>
  );
}

function Loading(): VNode {
  return (
    <div class="retrainLoading">
      <p>The model goes to the training process …</p>
      <progress class="progress" aria-label="Loading the model" max={1} value={loading.value} />
    </div>
  );
}

function FormPane(): VNode {
  return (
    <div class="retrainForm" role="region" aria-label="Settings" tabIndex={0}>
      <Group title="Data" stays>
        <DataForm data={data} />
      </Group>
      <TaskFields />
      <OptimizerFields />
      <ScheduleFields />
      <LayerFields />
      <ClassFields />
    </div>
  );
}

function RunPane(): VNode {
  const shown = run.value;
  return (
    <div class="retrainRun" role="region" aria-label="Training" tabIndex={0}>
      {shown === null ? (
        <p class="retrainDim">
          Here the curves will grow. What is trained becomes one edit of the open model: undo takes
          it back, and nothing is saved until you save.
        </p>
      ) : (
        <>
          {shown.outcome === null ? <RunStatus run={shown} /> : <Outcome outcome={shown.outcome} />}
          {shown.started?.resumeNote != null && (
            <p class="retrainWarning">
              <Codicon glyph="warning" />
              <span>{shown.started.resumeNote}</span>
            </p>
          )}
          <Curves run={shown} />
          {shown.outcome?.result != null && shown.outcome.result.keptEpoch > 0 && (
            <MovementTable movement={shown.outcome.result.movement} />
          )}
          <Numbers run={shown} />
        </>
      )}
    </div>
  );
}
