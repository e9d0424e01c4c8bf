import assert from 'node:assert/strict';
import type { PlanLine } from '../../../src/protocol/inject';
import {
  type Choice,
  inclusion,
  isConflict,
  type Row,
  rowOf,
  skippedOf,
  stepsOf,
  summaryText,
} from '../../../src/webview/inject/choices';
import { planItems } from '../../../src/webview/inject/planRows';
import type { Rule } from '../../../src/core/inject/rule';

const COPY: Rule = { kind: 'copy' };
const BLEND: Rule = { kind: 'blend', amount: 0.25 };

function line(weight: number, rest: Partial<PlanLine> = {}): PlanLine {
  const one = { weight, name: `w${weight}`, role: 'kernel', shape: '2', dtype: 'float32' };
  return {
    target: one,
    layer: 0,
    layerName: 'a',
    layerClass: 'Dense',
    shortName: 'kernel',
    from: { ...one, source: 1, by: 'name' },
    reason: null,
    warnings: [],
    overlap: null,
    include: true,
    copies: null,
    base: null,
    quantized: false,
    ...rest,
  };
}

const row = (planned: PlanLine, choice?: Choice, rule: Rule = COPY): Row =>
  rowOf(planned, choice, rule);

describe('the rows of a plan to inject', () => {
  it('follow the rule for all until they have one of their own', () => {
    assert.deepEqual(row(line(0), undefined, BLEND).rule, BLEND);
    const own = row(line(0), { rule: { kind: 'soft', tau: 0.1 } }, BLEND);
    assert.deepEqual([own.rule, own.ownRule], [{ kind: 'soft', tau: 0.1 }, true]);
  });

  it('copy statistics unless the person says otherwise, and integers always', () => {
    const statistic = line(0, { copies: { sentence: 'A statistic.', always: false } });
    assert.deepEqual(row(statistic, undefined, BLEND).rule, COPY);
    assert.deepEqual(row(statistic, { rule: BLEND }).rule, BLEND);
    const integer = line(0, { copies: { sentence: 'Integers.', always: true } });
    assert.deepEqual(row(integer, { rule: BLEND }).rule, COPY);
  });

  it('leave out a conflict whatever is ticked, until its overlap is taken', () => {
    const clash = line(0, {
      reason: 'The shape differs.',
      include: false,
      overlap: { axis: 1, what: 'classes', count: 2 },
    });
    const refused = row(clash, { include: true });
    assert.deepEqual([refused.included, isConflict(refused)], [false, true]);
    const part = row(clash, { overlap: true }, BLEND);
    assert.deepEqual([part.included, part.rule, isConflict(part)], [true, COPY, false]);
    assert.equal(stepsOf([part])[0]?.overlap, true);
  });

  it('leave out what has no base, and a rule whose number is none', () => {
    const difference: Rule = { kind: 'difference', factor: 1 };
    assert.match(row(line(0), undefined, difference).reason ?? '', /taken from a base model/);
    assert.equal(row(line(0, { base: 3 }), undefined, difference).included, true);
    assert.match(row(line(0), undefined, { kind: 'blend', amount: NaN }).reason ?? '', /amount/);
  });

  it('take the base of the plan also where the source was chosen by hand', () => {
    const byHand = row(line(0, { base: 7 }), { line: line(0) });
    assert.equal(byHand.line.base, 7);
  });

  it('say in a sentence what will be done', () => {
    const rows = [
      row(line(0)),
      row(line(1), { rule: BLEND }),
      row(line(2, { reason: 'The shape differs.', include: false })),
      row(line(3), { include: false }),
      row(line(4, { from: null, reason: 'No counterpart.', include: false })),
    ];
    assert.equal(
      summaryText(rows),
      '2 of 5 tensors will be injected: 1 copied, 1 mixed. 1 conflict.',
    );
    assert.equal(summaryText([row(line(0))]), '1 of 1 tensor will be copied.');
    assert.equal(
      summaryText([row(line(0), undefined, { kind: 'difference', factor: 1 })]),
      '0 of 1 tensor will be injected.',
    );
    assert.deepEqual(skippedOf(rows), [
      { target: 2, reason: 'The shape differs.' },
      { target: 3, reason: 'Left out by choice.' },
      { target: 4, reason: 'No counterpart.' },
    ]);
    assert.deepEqual(
      stepsOf(rows).map(({ target }) => target),
      [0, 1],
    );
  });

  it('are ticked together by their layer', () => {
    const rows = [row(line(0)), row(line(1), { include: false })];
    assert.equal(inclusion(rows), 'some');
    assert.equal(inclusion(rows.slice(0, 1)), 'all');
    assert.equal(inclusion(rows.slice(1)), 'none');
  });

  it('stand beneath their layers in the order of the model, those of no layer last', () => {
    const items = planItems([
      row(line(0, { layer: -1, layerName: '' })),
      row(line(1, { layer: 4, layerName: 'b' })),
      row(line(2, { layer: 1, layerName: 'a' })),
      row(line(3, { layer: 4, layerName: 'b' })),
    ]);
    assert.deepEqual(
      items.map((item) => ('row' in item ? item.row.line.target.weight : item.layer)),
      ['a', 2, 'b', 1, 3, 'In no layer', 0],
    );
  });
});
