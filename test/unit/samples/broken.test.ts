import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SAMPLES_FOLDER, sampleModel } from '../../support/sampleData';
import { loadWithTfjs } from '../../support/loadWithTfjs';

interface ModelJson {
  readonly weightsManifest: [
    { readonly paths: string[]; readonly weights: { name: string; shape: number[] }[] },
  ];
}

describe('the broken sample', () => {
  it('is refused by TensorFlow.js itself', async () => {
    await assert.rejects(loadWithTfjs(sampleModel('broken')));
  });

  it('ends inside the output kernel, in the middle of a number', () => {
    const { stored, wanted } = storedWeights();
    const { start, end } = wanted.get('output/kernel') ?? { start: NaN, end: NaN };
    assert.equal(end - start, 288);
    assert.equal(stored.length - start, 250);
    assert.equal(wanted.get('output/bias')?.start, end);
  });

  it('has NaN in the kernel of layer_2 only', () => {
    const names = namesWhere((values) => values.some(Number.isNaN));
    assert.deepEqual(names, ['layer_2/kernel']);
    assert.equal(valuesOf('layer_2/kernel').filter(Number.isNaN).length, 3);
  });

  it('has infinities of both signs in the kernel of layer_3, and one in its bias', () => {
    const names = namesWhere((values) => values.some((value) => Math.abs(value) === Infinity));
    assert.deepEqual(names, ['layer_3/kernel', 'layer_3/bias']);
    const kernel = valuesOf('layer_3/kernel').filter((value) => Math.abs(value) === Infinity);
    assert.deepEqual(kernel, [Infinity, -Infinity]);
    assert.equal(valuesOf('layer_3/bias')[4], Infinity);
  });

  it('has a layer of zeros, and half a layer whose biases keep it from ever firing', () => {
    const names = namesWhere((values) => values.every((value) => value === 0));
    assert.deepEqual(names, ['layer_4/kernel', 'layer_4/bias']);
    const bias = valuesOf('layer_5/bias');
    assert.ok(bias.every((value, unit) => (unit < 12 ? value === -1e4 : Math.abs(value) < 1)));
  });
});

/** The bytes of all shards as one, and where in them each weight should lie. */
function storedWeights(): {
  stored: Buffer;
  wanted: ReadonlyMap<string, { start: number; end: number }>;
} {
  const json = JSON.parse(readFileSync(sampleModel('broken'), 'utf8')) as ModelJson;
  const [{ paths, weights }] = json.weightsManifest;
  assert.ok(paths.length > 1);
  const stored = Buffer.concat(
    paths.map((path) => readFileSync(join(SAMPLES_FOLDER, 'broken', path))),
  );
  let start = 0;
  const wanted = new Map(
    weights.map(({ name, shape }) => {
      const end = start + 4 * shape.reduce((product, size) => product * size, 1);
      const range = { start, end };
      start = end;
      return [name, range];
    }),
  );
  return { stored, wanted };
}

function valuesOf(name: string): number[] {
  const { stored, wanted } = storedWeights();
  const { start, end } = wanted.get(name) ?? { start: 0, end: 0 };
  const whole = Math.floor((Math.min(end, stored.length) - start) / 4);
  return Array.from({ length: Math.max(0, whole) }, (_, i) => stored.readFloatLE(start + 4 * i));
}

function namesWhere(holds: (values: number[]) => boolean): string[] {
  return [...storedWeights().wanted.keys()].filter((name) => {
    const values = valuesOf(name);
    return values.length > 0 && holds(values);
  });
}
