import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TreeSkeleton } from '../../../../src/core/model/tree';
import {
  ancestors,
  fingerprint,
  hasChildren,
  siblings,
  treeShape,
} from '../../../../src/webview/editor/tree/treeShape';
import { positionOf, narrow, visibleRows } from '../../../../src/webview/editor/tree/visibleRows';

/** A tree from the depth of each row in pre-order. */
function skeletonOf(depths: readonly number[]): TreeSkeleton {
  const end = depths.map((depth, row) => {
    const next = depths.findIndex((other, at) => at > row && other <= depth);
    return next < 0 ? depths.length : next;
  });
  return {
    depth: Uint16Array.from(depths),
    end: Uint32Array.from(end),
    weight: Int32Array.from(depths, (_, row) => row),
  };
}

/** dense (kernel, bias), block (dense (kernel)), relu */
const DEPTHS = [0, 1, 1, 0, 1, 2, 0];

const anyDepths = fc
  .array(fc.nat({ max: 4 }), { maxLength: 40 })
  .map((steps) =>
    steps.reduce<number[]>((all, step) => [...all, Math.min(step, (all.at(-1) ?? -1) + 1)], []),
  );

describe('the shape of the layer tree', () => {
  const shape = treeShape(skeletonOf(DEPTHS));

  it('knows each row its parent, its place among the siblings and how many there are', () => {
    assert.deepEqual([...shape.parent], [-1, 0, 0, -1, 3, 4, -1]);
    assert.deepEqual([...shape.position], [1, 1, 2, 2, 1, 1, 3]);
    assert.deepEqual([...shape.children], [2, 0, 0, 1, 1, 0, 0, 3]);
  });

  it('leads from a row to the top and to its siblings', () => {
    assert.deepEqual(ancestors(shape, 5), [4, 3]);
    assert.deepEqual(siblings(shape, 3), [0, 3, 6]);
    assert.deepEqual(siblings(shape, 1), [1, 2]);
  });

  it('has another fingerprint when the structure has changed', () => {
    assert.equal(fingerprint(skeletonOf(DEPTHS)), fingerprint(skeletonOf(DEPTHS)));
    assert.notEqual(
      fingerprint(skeletonOf(DEPTHS)),
      fingerprint(skeletonOf([0, 1, 1, 0, 1, 1, 0])),
    );
    assert.notEqual(fingerprint(skeletonOf(DEPTHS)), fingerprint(skeletonOf([...DEPTHS, 1])));
  });
});

describe('the rows on show', () => {
  const shape = treeShape(skeletonOf(DEPTHS));

  it('are all rows of an expanded tree, and hide what is beneath a collapsed one', () => {
    assert.deepEqual([...visibleRows(shape, new Uint8Array(7), null)], [0, 1, 2, 3, 4, 5, 6]);
    assert.deepEqual(
      [...visibleRows(shape, Uint8Array.of(1, 0, 0, 0, 1, 0, 0), null)],
      [0, 3, 4, 6],
    );
  });

  it('are, under a filter, the matches and what leads to them', () => {
    const { kept, collapsed } = narrow(shape, Uint32Array.of(5));
    assert.deepEqual([...visibleRows(shape, collapsed, kept)], [3, 4, 5]);
  });

  it('fold the contents of a match away but keep them at hand', () => {
    const { kept, collapsed } = narrow(shape, Uint32Array.of(0));
    assert.deepEqual([...visibleRows(shape, collapsed, kept)], [0]);
    assert.deepEqual([...visibleRows(shape, new Uint8Array(7), kept)], [0, 1, 2]);
  });

  it('open a match that has matches inside', () => {
    const { kept, collapsed } = narrow(shape, Uint32Array.of(0, 2, 3, 4, 5));
    assert.deepEqual([...visibleRows(shape, collapsed, kept)], [0, 1, 2, 3, 4, 5]);
  });

  it('always contain every match of a filter, in order', () => {
    fc.assert(
      fc.property(anyDepths, fc.infiniteStream(fc.boolean()), (depths, choice) => {
        const any = treeShape(skeletonOf(depths));
        const matches = Uint32Array.from(depths.keys()).filter(() => choice.next().value === true);
        const { kept, collapsed } = narrow(any, matches);
        const visible = visibleRows(any, collapsed, kept);
        for (const row of matches) {
          assert.equal(visible[positionOf(visible, row)], row);
          for (const above of ancestors(any, row)) assert.ok(visible.includes(above));
        }
        for (const row of visible) {
          const inside = matches.some((match) => match >= row && match < (any.end[row] ?? 0));
          assert.ok(inside || ancestors(any, row).some((above) => matches.includes(above)));
        }
      }),
    );
  });

  it('of any tree are those without a collapsed ancestor', () => {
    fc.assert(
      fc.property(anyDepths, fc.infiniteStream(fc.boolean()), (depths, choice) => {
        const any = treeShape(skeletonOf(depths));
        const collapsed = Uint8Array.from(depths, () => (choice.next().value === true ? 1 : 0));
        const expected = [...depths.keys()].filter((row) =>
          ancestors(any, row).every((above) => collapsed[above] === 0),
        );
        assert.deepEqual([...visibleRows(any, collapsed, null)], expected);
        for (const row of depths.keys())
          assert.equal(hasChildren(any, row), (any.end[row] ?? 0) > row + 1);
      }),
    );
  });
});

describe('the position of a row on show', () => {
  it('is that of the row itself, or of the nearest row above that shows', () => {
    const visible = Uint32Array.of(0, 3, 4, 6);
    assert.deepEqual(
      [0, 2, 3, 5, 6, 9].map((row) => positionOf(visible, row)),
      [0, 0, 1, 2, 3, 3],
    );
    assert.equal(positionOf(new Uint32Array(), 3), -1);
  });
});
