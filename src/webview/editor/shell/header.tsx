import type { VNode } from 'preact';
import type { ModelOverview } from '../../../protocol/model';
import { Action } from '../../ui/action';
import { counted } from '../../ui/amounts';
import { Codicon } from '../../ui/codicon';
import { byteText, count } from '../../ui/numberFormat';
import { formatName } from '../formatName';
import { host, report } from '../host';
import { CompareMenu } from './compareMenu';
import { selectWeight } from '../session';
import { editedWeights, selectedWeight, showsChanges } from '../state';

/** Which model this is, how large, and what can be done with it. */
export function Header({ model }: { readonly model: ModelOverview }): VNode {
  return (
    <header class="header">
      <div class="identity">
        <h1>
          <bdi>{model.name ?? model.fileName}</bdi>
        </h1>
        <ul class="facts" aria-label="The model in brief">
          <li>
            <bdi>{model.className}</bdi> · {formatName(model.format)}
          </li>
          <li title={trainableSentence(model)}>{parametersText(model)}</li>
          <li title="Bytes of all weights, as the manifest tells">{byteText(model.bytes)}</li>
          <li title="Files that hold the weights">{counted(model.files.length, 'shard')}</li>
        </ul>
      </div>
      <div class="actions" role="toolbar" aria-label="Model">
        {model.problems.length > 0 && <ProblemBadge problems={model.problems} />}
        {(editedWeights.value.size > 0 || showsChanges.value) && <ChangesButton />}
        <Action
          glyph="table"
          text="Model"
          title="Facts about the model and statistics of all weights"
          pressed={selectedWeight.value === null && !showsChanges.value}
          onClick={() => selectWeight(null)}
        />
        <Action
          glyph="export"
          text="Export"
          title="Export weights to NumPy, Safetensors, JSON, CSV, C or TensorFlow.js"
          onClick={() => void host.exportWeights(null).catch(report)}
        />
        <Action
          glyph="git-merge"
          text="Inject"
          title="Inject weights from another model, after a look at what goes where"
          onClick={() => void host.injectWeights(null).catch(report)}
        />
        <CompareMenu />
        <Action
          glyph="play"
          text="Retrain"
          title="Train the model further on data of yours, and watch it learn"
          onClick={() => void host.retrainModel(null).catch(report)}
        />
        <Action
          glyph="graph"
          text="Evaluate"
          title="See how good the model is on data: accuracy, confusion, ROC, residuals"
          onClick={() => void host.evaluateModel(null).catch(report)}
        />
        <Action
          glyph="file-code"
          text="Open as Text"
          title="Open the file in the text editor"
          onClick={() => void host.openAsText(null).catch(report)}
        />
      </div>
    </header>
  );
}

function parametersText({ parameters, trainableParameters }: ModelOverview): string {
  const all = counted(parameters, 'parameter');
  return trainableParameters === parameters
    ? all
    : `${all} (${count(trainableParameters)} trainable)`;
}

function trainableSentence({ parameters, trainableParameters }: ModelOverview): string {
  return `${count(trainableParameters)} trainable, ${count(parameters - trainableParameters)} not`;
}

function ProblemBadge({ problems }: { readonly problems: readonly string[] }): VNode {
  const text = counted(problems.length, 'problem');
  return (
    <button
      type="button"
      class="problemBadge"
      title={problems.slice(0, PROBLEMS_IN_TOOLTIP).join('\n')}
      onClick={() => selectWeight(null)}
    >
      <Codicon glyph="warning" />
      {text}
    </button>
  );
}

const PROBLEMS_IN_TOOLTIP = 8;

/** Says how much is not saved yet, and leads there and back. */
function ChangesButton(): VNode {
  const changed = editedWeights.value.size;
  const text = changed === 0 ? 'No changes' : `${counted(changed, 'tensor')} changed`;
  return (
    <button
      type="button"
      class="action changes"
      title="Show unsaved changes"
      aria-label={text}
      aria-pressed={showsChanges.value}
      onClick={() => (showsChanges.value = !showsChanges.value)}
    >
      <Codicon glyph="diff-modified" />
      <span class="changesText">{text}</span>
      <span class="changesCount">{count(changed)}</span>
    </button>
  );
}
