import assert from 'node:assert/strict';
import { type LayerSample, layerSample, withSample } from '../../../src/core/retrain/layerNorms';

const at = (step: number): LayerSample => ({ step, gradient: [], ratio: [] });

describe('what a step does to a layer', () => {
  it('is told over all its trained weights together, so that a bias of zeros has a ratio too', () => {
    const { gradient, ratio } = layerSample(
      { step: 1, gradient: [3, 4, 2], weight: [10, 0, 5], update: [0.06, 0.08, 0.5] },
      [0, 0, 1],
      2,
    );
    assert.deepEqual(gradient, [5, 2]);
    assert.equal(ratio[0]?.toPrecision(12), '0.0100000000000');
    assert.equal(ratio[1]?.toPrecision(12), '0.100000000000');
  });

  it('has no ratio where all its weights were zero', () => {
    const { ratio } = layerSample({ step: 1, gradient: [1], weight: [0], update: [1] }, [0], 1);
    assert.deepEqual(ratio, [null]);
  });

  it('is kept in bounded room from the first step to the newest, each step once', () => {
    let samples: readonly LayerSample[] = [];
    for (let step = 1; step <= 1000; step++)
      for (let twice = 0; twice < 2; twice++) samples = withSample(samples, at(step), 50);
    const steps = samples.map(({ step }) => step);
    assert.ok(steps.length <= 50 && steps.length > 20, String(steps.length));
    assert.equal(steps[0], 1);
    assert.equal(steps.at(-1), 1000);
    assert.equal(new Set(steps).size, steps.length);
  });

  it('is as dense at the beginning of a long run as at its end', () => {
    let samples: readonly LayerSample[] = [];
    for (let step = 1; step <= 10_000; step++) samples = withSample(samples, at(step), 50);
    const gaps = samples.slice(1).map(({ step }, i) => step - (samples[i]?.step ?? 0));
    assert.ok(Math.max(...gaps) <= (4 * 10_000) / 50, String(Math.max(...gaps)));
    assert.equal(samples.at(-1)?.step, 10_000);
  });
});
