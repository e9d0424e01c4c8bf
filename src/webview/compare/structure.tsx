import type { ComponentChildren, VNode } from 'preact';
import type { StructureChange } from '../../core/compare/structure';
import { inSides } from '../../core/compare/pairText';
import { count } from '../ui/numberFormat';
import { PairByHand } from './pair/pairByHand';

type Of<K extends StructureChange['kind']> = Extract<StructureChange, { kind: K }>;

/** More lines than these are told by their number alone. */
const MOST_SHOWN = 500;

/** Differences that are none of values. */
export function Structure({ changes }: { readonly changes: readonly StructureChange[] }): VNode {
  const of = <K extends StructureChange['kind']>(...kinds: readonly K[]): Of<K>[] =>
    changes.filter((change): change is Of<K> => kinds.some((kind) => kind === change.kind));
  if (changes.length === 0) {
    return (
      <p class="compareStructure muted">Layers, shapes and settings are the same in A and B.</p>
    );
  }
  const only = ({ kind, name, shape, reason }: Of<'onlyA' | 'onlyB'>): VNode => (
    <li key={name} class="pairable" title={reason}>
      <span>
        <bdi>{name}</bdi> <span class="dim">{shape}</span>
      </span>
      <PairByHand side={kind === 'onlyA' ? 'a' : 'b'} name={name} />
    </li>
  );
  return (
    <div class="compareStructure">
      <Section title="Only in A" items={of('onlyA')} line={only} />
      <Section title="Only in B" items={of('onlyB')} line={only} />
      <Section
        title="Not compared"
        items={of('unfit')}
        line={({ a, b, reason }) => (
          <li key={a} class="pairable">
            <span>
              <Names a={a} b={b} />: {inSides(reason)}
            </span>
            <span>
              <PairByHand side="a" name={a} text="Pair A’s…" />
              <PairByHand side="b" name={b} text="Pair B’s…" />
            </span>
          </li>
        )}
      />
      <Section
        title="Layers renamed or moved"
        items={of('renamed', 'moved')}
        line={({ kind, a, b }) => (
          <li key={`${kind} ${a}`}>
            {kind === 'renamed' ? (
              <Names a={a} b={b} />
            ) : (
              <>
                <bdi>{a}</bdi> stands in another place in B
              </>
            )}
          </li>
        )}
      />
      <Settings layers={of('config')} />
    </div>
  );
}

function Names({ a, b }: { readonly a: string; readonly b: string }): VNode {
  if (a === b) return <bdi>{a}</bdi>;
  return (
    <>
      <bdi>{a}</bdi> ↔ <bdi>{b}</bdi>
    </>
  );
}

function Section<T>(props: {
  readonly title: string;
  readonly items: readonly T[];
  readonly line: (item: T) => VNode;
}): VNode | null {
  const { title, items, line } = props;
  if (items.length === 0) return null;
  return (
    <Fold title={title} amount={items.length}>
      <ul>{items.slice(0, MOST_SHOWN).map(line)}</ul>
      {items.length > MOST_SHOWN && <p class="dim">and {count(items.length - MOST_SHOWN)} more</p>}
    </Fold>
  );
}

function Fold(props: {
  readonly title: string;
  readonly amount: number;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <details open>
      <summary>
        {props.title} <span class="dim">({count(props.amount)})</span>
      </summary>
      {props.children}
    </details>
  );
}

/** What layers are set to, side by side. */
function Settings({ layers }: { readonly layers: readonly Of<'config'>[] }): VNode | null {
  if (layers.length === 0) return null;
  const shown = layers.slice(0, MOST_SHOWN);
  return (
    <Fold title="Settings" amount={layers.reduce((sum, { changes }) => sum + changes.length, 0)}>
      <table class="settingsTable">
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {shown.flatMap(({ a, b, className, changes }) =>
            changes.map((change) => (
              <tr key={`${a} ${b} ${change.field}`}>
                <th scope="row" title={className}>
                  <Names a={a} b={b} /> <span class="dim">{change.field}</span>
                </th>
                <td>{change.a ?? <span class="dim">not said</span>}</td>
                <td>{change.b ?? <span class="dim">not said</span>}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </Fold>
  );
}
