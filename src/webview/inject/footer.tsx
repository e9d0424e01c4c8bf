import type { VNode } from 'preact';
import { Codicon } from '../ui/codicon';
import { Select } from '../ui/controls';
import { apply, cancel, showModel } from './actions';
import { isConflict, summaryText } from './choices';
import { applying, keepReceipt, lines, quantized, rows } from './state';

/** What will be done, and the button that does it. */
export function Footer(): VNode {
  const all = rows.value;
  const included = all.filter((row) => row.included);
  const progress = applying.value;
  const quantizes = included.some(({ line }) => line.quantized);
  return (
    <footer class="injectFoot">
      <p aria-live="polite" class={all.some((row) => isConflict(row)) ? 'injectClash' : ''}>
        {lines.value === null ? 'Matching tensors …' : summaryText(all)}
      </p>
      {quantizes && (
        <Select
          label="Quantized tensors"
          value={quantized.value}
          choices={[
            { value: 'float32', label: 'become float32' },
            { value: 'requantize', label: 'are quantized anew' },
          ]}
          onChange={(chosen) => {
            quantized.value = chosen;
          }}
        />
      )}
      <label
        class="injectKeep"
        title="A record of what was injected goes into model.json when you save: date, sources, rules, norms"
      >
        <input
          type="checkbox"
          checked={keepReceipt.value}
          onChange={(event) => {
            keepReceipt.value = event.currentTarget.checked;
          }}
        />
        Keep the receipt in userDefinedMetadata
      </label>
      {progress !== null && (
        <progress class="progress" aria-label="Injecting" value={progress} max={1} />
      )}
      <button type="button" class="action" onClick={showModel}>
        Show Model
      </button>
      {progress === null ? (
        <button
          type="button"
          class="button injectApply"
          disabled={included.length === 0}
          title="One edit of the open model: undo takes it back, nothing is saved yet"
          onClick={() => void apply()}
        >
          Inject
        </button>
      ) : (
        <button type="button" class="button injectApply" onClick={cancel}>
          <Codicon glyph="debug-stop" /> Cancel
        </button>
      )}
    </footer>
  );
}
