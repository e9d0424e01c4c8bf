import type { VNode } from 'preact';
import type { PairDifference, PairLine } from '../../../core/compare/comparison';
import { Codicon, type Glyph } from '../../ui/codicon';
import { copyToA } from '../session';
import { copying, opened, results } from '../state';

/** The tensor, or all that A can take of its layer, as an edit of A. */
export function CopyButtons({ line }: { readonly line: PairLine }): VNode {
  const { layer, layerName } = line;
  const ofLayer =
    layer < 0 ? [] : (opened.value?.lines.filter((other) => other.layer === layer) ?? []);
  return (
    <>
      <Copy
        glyph="arrow-left"
        text="Copy to A"
        lines={[line]}
        what="this tensor"
        same="This tensor is bit-identical in A and B: there is nothing to copy"
        onClick={() => copyToA(line, false)}
      />
      {ofLayer.length > 1 && (
        <Copy
          glyph="layers"
          text="Copy Layer to A"
          lines={ofLayer}
          what={`all ${ofLayer.length} tensors of ${layerName}`}
          same={`All ${ofLayer.length} tensors of ${layerName} are bit-identical in A and B: there is nothing to copy`}
          onClick={() => copyToA(line, true)}
        />
      )}
    </>
  );
}

function Copy(props: {
  readonly glyph: Glyph;
  readonly text: string;
  readonly lines: readonly PairLine[];
  readonly what: string;
  /** Why not, where all values are the same. */
  readonly same: string;
  readonly onClick: () => void;
}): VNode {
  const { glyph, text, lines, what, same, onClick } = props;
  const allSame = lines.every(({ pair }) => isSame(results.value.get(pair)));
  const title = copying.value
    ? 'Tensors of B are on their way to A'
    : allSame
      ? same
      : `Give A ${what} as B has it: an edit of A, which undo takes back`;
  return (
    <button
      type="button"
      class="action"
      title={title}
      disabled={copying.value || allSame}
      onClick={onClick}
    >
      <Codicon glyph={glyph} /> {text}
    </button>
  );
}

/** Of what is not compared yet, or cannot be, nobody knows. */
function isSame(found: PairDifference | undefined): boolean {
  return found !== undefined && 'difference' in found && found.difference.changed === 0;
}
