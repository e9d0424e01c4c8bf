import type { VNode } from 'preact';
import type { BoundedJson } from '../../../core/boundedJson';
import type { ModelOverview } from '../../../protocol/model';
import { counted } from '../../ui/amounts';
import { Codicon } from '../../ui/codicon';

/** File names that are shown; models of hundreds of shards number them. */
const MAX_FILES = 500;
const MAX_PROBLEMS = 200;

/** What is wrong with the model, one sentence each. */
export function Problems({ problems }: { readonly problems: readonly string[] }): VNode | null {
  if (problems.length === 0) return null;
  return (
    <section class="problems" aria-label="Problems">
      <h2>{counted(problems.length, 'problem')}</h2>
      <ul>
        {problems.slice(0, MAX_PROBLEMS).map((problem, index) => (
          <li key={index}>
            <Codicon glyph="warning" />
            <bdi>{problem}</bdi>
          </li>
        ))}
      </ul>
      {problems.length > MAX_PROBLEMS && <p>The first {MAX_PROBLEMS} are shown.</p>}
    </section>
  );
}

/** Parts of model.json that are shown as they are stored, folded away. */
export function Folds({ model }: { readonly model: ModelOverview }): VNode {
  return (
    <div class="folds">
      {model.files.length > 0 && <Files files={model.files} />}
      <JsonFold title="Training config" value={model.trainingConfig} />
      <JsonFold title="User metadata" value={model.userDefinedMetadata} />
      <JsonFold title="Signature" value={model.signature} />
    </div>
  );
}

function Files({ files }: { readonly files: readonly string[] }): VNode {
  const shown = files.slice(0, MAX_FILES);
  return (
    <details>
      <summary>Files ({files.length})</summary>
      <ul class="files" tabIndex={0} aria-label="Files">
        {shown.map((file) => (
          <li key={file}>
            <bdi>{file}</bdi>
          </li>
        ))}
      </ul>
      {files.length > MAX_FILES && <p>The first {MAX_FILES} are shown.</p>}
    </details>
  );
}

function JsonFold({
  title,
  value,
}: {
  readonly title: string;
  readonly value: BoundedJson | null;
}): VNode | null {
  if (value === null) return null;
  const { text, cut } = value;
  return (
    <details>
      <summary>{title}</summary>
      <pre tabIndex={0} aria-label={title}>
        {text}
      </pre>
      {cut && <p>The beginning is shown. Open the file as text to see all of it.</p>}
    </details>
  );
}
