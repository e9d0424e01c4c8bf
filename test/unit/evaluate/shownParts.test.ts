import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Curve } from '../../../src/core/evaluate/curves';
import { rocCurve } from '../../../src/core/evaluate/curves';
import { drawnRows, MOST_DRAWN } from '../../../src/core/evaluate/drawnRows';
import { ranked } from '../../../src/core/evaluate/oneVersusRest';
import { countsAt } from '../../../src/core/evaluate/thresholdCounts';
import { thresholdSteps } from '../../../src/core/evaluate/thresholdSteps';
import { MOST_POINTS, thinnedCurve } from '../../../src/core/evaluate/thinnedCurve';
import { seededRandom } from '../../../src/core/seededRandom';
import { scored } from './predictions';

/** A curve with a spike between two points that are close together, as precision has. */
function sawtooth(points: number): Curve {
  const random = seededRandom(3);
  const y = Float64Array.from({ length: points }, random);
  return {
    x: Float64Array.from(y, (_, i) => i / (points - 1)),
    y,
    thresholds: Float64Array.from(y, (_, i) => points - i),
  };
}

describe('a long curve that is thinned for a chart', () => {
  it('stays as it is where it is short', () => {
    const curve = sawtooth(MOST_POINTS);
    assert.equal(thinnedCurve(curve), curve);
  });

  it('has at most the stated number of points, both ends among them', () => {
    const curve = sawtooth(100_000);
    const { x, y, thresholds } = thinnedCurve(curve);
    assert.ok(x.length <= MOST_POINTS, `${x.length} points`);
    assert.deepEqual([x[0], y[0], thresholds[0]], [0, curve.y[0], 100_000]);
    assert.deepEqual([x.at(-1), y.at(-1)], [1, curve.y.at(-1)]);
    assert.ok(x.every((value, i) => i === 0 || value >= (x[i - 1] ?? 0)));
  });

  it('keeps the highest and the lowest point of every stretch that can be told from the next', () => {
    const curve = sawtooth(50_000);
    const thin = thinnedCurve(curve);
    const extremes = ({ x, y }: Curve): [number, number][] => {
      const found = Array.from({ length: 501 }, (): [number, number] => [Infinity, -Infinity]);
      x.forEach((value, i) => {
        const stretch = found[Math.floor(value * 500)] ?? [0, 0];
        stretch[0] = Math.min(stretch[0], y[i] ?? 0);
        stretch[1] = Math.max(stretch[1], y[i] ?? 0);
      });
      return found;
    };
    assert.deepEqual(extremes(thin), extremes(curve));
  });

  it('has only points of the whole curve', () => {
    const scores = Float64Array.from({ length: 20_000 }, seededRandom(7));
    const random = seededRandom(8);
    const positive = Array.from(scores, (score) => random() < score);
    const whole = rocCurve(ranked(scores, (i) => positive[i] ?? false).counts);
    assert.ok(whole !== null);
    const known = new Set([...whole.x].map((x, i) => `${x} ${whole.y[i]} ${whole.thresholds[i]}`));
    const { x, y, thresholds } = thinnedCurve(whole);
    x.forEach((value, i) => assert.ok(known.has(`${value} ${y[i]} ${thresholds[i]}`)));
  });
});

describe('the steps of a threshold slider', () => {
  it('count exactly, at every step', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const scores = Float64Array.from(rows, ([score]) => score);
        const { counts } = ranked(scores, (i) => rows[i]?.[1] ?? false);
        const steps = thresholdSteps(counts);
        for (let at = 0; at < steps.thresholds.length; at += 37) {
          const threshold = steps.thresholds[at] ?? 0;
          const named = rows.filter(([score]) => score >= threshold);
          assert.equal(steps.truePositives[at], named.filter(([, positive]) => positive).length);
          assert.equal(steps.falsePositives[at], named.filter(([, positive]) => !positive).length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('go from 0 to 1 for probabilities, with 0.5 among them, else over the scores', () => {
    const of = (scores: readonly number[]) =>
      thresholdSteps(ranked(Float64Array.from(scores), (i) => i === 0).counts).thresholds;
    const probabilities = of([0.2, 0.9]);
    assert.deepEqual([probabilities[0], probabilities.at(-1)], [0, 1]);
    assert.ok(probabilities.includes(0.5));
    const scores = of([-3, 4]);
    assert.deepEqual([scores[0], scores.at(-1)], [-3, 4]);
    assert.deepEqual([...of([5, 5])], [5]);
  });

  it('name all rows at the lowest score and those of the highest score at the highest', () => {
    const { counts } = ranked(Float64Array.of(-0.1, 0.7, 0.7), (i) => i > 0);
    const steps = thresholdSteps(counts);
    assert.deepEqual([steps.truePositives[0], steps.falsePositives[0]], [2, 1]);
    assert.deepEqual([steps.truePositives.at(-1), steps.falsePositives.at(-1)], [2, 0]);
    assert.equal(countsAt(counts, 0.7).truePositives, 2);
  });
});

describe('the rows of a picture of many', () => {
  it('are all of few', () => {
    assert.deepEqual([...drawnRows(Float64Array.of(3, 1, 2))], [0, 1, 2]);
  });

  it('are as many as stated, each once, in order, the most wrong among them', () => {
    const residuals = Float64Array.from({ length: 30_000 }, seededRandom(5));
    residuals[17] = -40;
    residuals[29_999] = 40;
    const drawn = [...drawnRows(residuals)];
    assert.equal(drawn.length, MOST_DRAWN);
    assert.equal(new Set(drawn).size, MOST_DRAWN);
    assert.deepEqual(
      drawn,
      drawn.toSorted((a, b) => a - b),
    );
    assert.ok(drawn.includes(17) && drawn.includes(29_999));
    assert.deepEqual(drawn, [...drawnRows(residuals)]);
  });

  it('are as many also where all are equally wrong', () => {
    assert.equal(drawnRows(new Float64Array(10_000)).length, MOST_DRAWN);
  });
});
