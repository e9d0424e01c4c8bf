import type { VNode } from 'preact';
import type { TreeRow } from '../../../core/model/tree';
import { counted } from '../../ui/amounts';
import { count } from '../../ui/numberFormat';
import { Codicon, type Glyph } from '../../ui/codicon';
import { highlight } from './highlight';
import type { EditMark } from './markRows';

const GLYPHS: Readonly<Record<TreeRow['kind'], Glyph>> = {
  model: 'package',
  layer: 'layers',
  scope: 'folder',
  op: 'symbol-method',
  weight: 'symbol-array',
  group: 'folder',
};

/** Where a row stands in the tree. */
export interface RowPlace {
  readonly row: number;
  readonly depth: number;
  readonly position: number;
  readonly siblings: number;
  /** Undefined for a row with nothing beneath. */
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
  readonly focused: boolean;
}

/** Deeper rows are not indented further: a model may nest thousands of levels. */
const MAX_INDENT = 24;
/** Pixels a level, as the Explorer has it. */
const INDENT = 8;

const TO_COME = { name: '', className: '', shape: '', parameters: 0, trainable: true } as const;
/** Stand in for a row on its way with the same elements, which then need not be made anew. */
const LAYER_TO_COME: TreeRow = { ...TO_COME, kind: 'layer' };
const WEIGHT_TO_COME: TreeRow = { ...TO_COME, kind: 'weight' };

interface Props {
  readonly place: RowPlace;
  readonly mark: EditMark | undefined;
  /** Undefined while it is on its way. */
  readonly label: TreeRow | undefined;
  readonly wanted: string;
}

export function TreeRowView({ place, mark, label, wanted }: Props): VNode {
  const { row, depth, expanded, selected, focused } = place;
  const states = `${selected ? ' selected' : ''}${focused ? ' focused' : ''}${mark === undefined ? '' : ` ${mark}`}`;
  return (
    <div
      role="treeitem"
      id={rowId(row)}
      class={`treeRow ${label?.kind ?? 'pending'}${states}`}
      data-row={row}
      aria-level={depth + 1}
      aria-posinset={place.position}
      aria-setsize={place.siblings}
      aria-expanded={expanded}
      aria-selected={selected}
      title={label === undefined ? undefined : tooltip(label, mark)}
    >
      <span class="indent" style={{ width: `${Math.min(depth, MAX_INDENT) * INDENT}px` }} />
      <Twistie expanded={expanded} />
      <Label
        label={label ?? (expanded === undefined ? WEIGHT_TO_COME : LAYER_TO_COME)}
        wanted={wanted}
      />
      {mark !== undefined && <Decoration mark={mark} />}
    </div>
  );
}

export function rowId(row: number): string {
  return row < 0 ? 'row-model' : `row-${row}`;
}

const MARK_TEXTS: Readonly<Record<EditMark, string>> = {
  edited: 'modified, not saved',
  within: 'holds modified weights',
};

/** As the Explorer marks files that version control holds for modified, and the folders they lie in. */
function Decoration({ mark }: { readonly mark: EditMark }): VNode {
  return (
    <span class="decoration">
      <span aria-hidden="true">{mark === 'edited' ? 'M' : '●'}</span>
      <span class="unseen">, {MARK_TEXTS[mark]}</span>
    </span>
  );
}

function Twistie({ expanded }: { readonly expanded: boolean | undefined }): VNode {
  if (expanded === undefined) return <span class="twistie" />;
  return <Codicon glyph={expanded ? 'chevron-down' : 'chevron-right'} class="twistie" />;
}

function Label({ label, wanted }: { readonly label: TreeRow; readonly wanted: string }): VNode {
  return (
    <>
      <Codicon glyph={GLYPHS[label.kind]} class="kind" />
      <Marked class="name" text={label.name} wanted={wanted} />
      {secondName(label) !== '' && (
        <Marked class="className" text={secondName(label)} wanted={wanted} />
      )}
      {label.shared === true && <Codicon glyph="references" class="shared" />}
      {label.problem !== undefined && <Codicon glyph="warning" class="problem" />}
      <span class="shape">
        <span>{label.shape}</span>
      </span>
      <span class="parameters">{label.parameters === 0 ? '' : count(label.parameters)}</span>
      <span class="unseen">{spokenOnly(label)}</span>
    </>
  );
}

function Marked(props: {
  readonly class: string;
  readonly text: string;
  readonly wanted: string;
}): VNode {
  return (
    <bdi class={props.class}>
      {highlight(props.text, props.wanted).map(({ text, match }) =>
        match ? <mark>{text}</mark> : text,
      )}
    </bdi>
  );
}

/** The class or role, unless the name says it already: moving_mean is the moving mean. */
function secondName({ name, className }: TreeRow): string {
  return name.replaceAll('_', ' ') === className ? '' : className;
}

/** What is drawn as a picture or left out of the line for want of room, for screen readers. */
function spokenOnly(label: TreeRow): string {
  if (label === LAYER_TO_COME || label === WEIGHT_TO_COME) return 'Loading';
  return [
    label.parameters === 0 ? '' : label.parameters === 1 ? 'parameter' : 'parameters',
    ...asides(label),
    label.problem === undefined ? '' : `Problem: ${label.problem}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function asides(label: TreeRow): string[] {
  return [
    label.parameters === 0 || label.trainable ? '' : 'not trainable',
    label.shared === true ? 'shared: applied more than once' : '',
  ];
}

function tooltip(label: TreeRow, mark: EditMark | undefined): string {
  const line = [
    label.name,
    secondName(label),
    label.shape,
    label.parameters === 0 ? '' : counted(label.parameters, 'parameter'),
    ...asides(label),
    mark === undefined ? '' : MARK_TEXTS[mark],
  ]
    .filter((part) => part !== '')
    .join(' · ');
  return label.problem === undefined ? line : `${line}\n${label.problem}`;
}
