import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ModelFormatError, NotAModelError } from '../../../src/core/errors';
import type { Json } from '../../../src/core/json';
import { buildTree } from '../../../src/core/model/buildTree';
import { countParameters } from '../../../src/core/model/countParameters';
import { filterRows } from '../../../src/core/model/filterRows';
import { MAX_NESTING } from '../../../src/core/model/layers/readLayers';
import type { Model } from '../../../src/core/model/model';
import { readModel } from '../../../src/core/model/readModel';
import { summarize } from '../../../src/core/model/summarize';
import { deeplyNestedJson } from '../../support/bigModels';
import { LAYER_KINDS, savedModel } from '../../support/tfjsModels';

describe('a damaged model', () => {
  it('whose layers feed each other in a circle is shown, and the circle named', () => {
    const model = functional([
      ['in', []],
      ['a', ['in', 'b']],
      ['b', ['a']],
      ['after', ['b']],
    ]);
    assert.deepEqual(
      model.nodes.map(({ name }) => name),
      ['in', 'a', 'b', 'after'],
    );
    assert.equal(model.problems.length, 1);
    assert.match(model.problems[0] ?? '', /circle.*"a" → "b" → "a"|circle.*"b" → "a" → "b"/);
  });

  it('with a layer that takes an unknown layer says which', () => {
    const model = functional([
      ['in', []],
      ['a', ['nobody']],
    ]);
    assert.deepEqual(model.problems, [
      'Layer "a" takes layer "nobody" as input, but the model has no layer of that name.',
    ]);
  });

  it('with two layers of one name says so', () => {
    const model = functional([
      ['in', []],
      ['a', ['in']],
      ['a', ['in']],
    ]);
    assert.match(model.problems.join(), /Two layers are named "a"/);
  });

  it('a layer that feeds itself in a second call is no circle', () => {
    const inbound = [[['in', 0, 0, {}]], [['s', 0, 0, {}]]];
    const layers = [layer('in', []), { ...layer('s', []), inbound_nodes: inbound }];
    assert.deepEqual(modelOf(layers, 's').problems, []);
  });

  it('nested 10,000 deep is shown as far as it can be, with every weight', () => {
    const model = readModel(deeplyNestedJson(10_000), 'model.json');
    assert.equal(model.nodes.length, MAX_NESTING);
    assert.match(model.problems.join(), /nested more than 500 deep/);
    assert.equal(buildTree(model).count, MAX_NESTING + 2);
  });

  it('of wrappers within wrappers does not double with each', () => {
    let inner: Json = { class_name: 'LSTM', config: { name: 'l', units: 1 } };
    for (let i = 0; i < 200; i++) {
      inner = { class_name: 'Bidirectional', config: { name: `b${i}`, layer: inner } };
    }
    const { nodes } = modelOf([inner], 'b199');
    assert.ok(nodes.length < 1000, String(nodes.length));
    assert.doesNotThrow(() => nodes[0]?.outputShape);
  });

  it('with 200,000 cells in one layer, and weights named by position, costs no more than its size', () => {
    const cells = Array.from({ length: 200_000 }, () => ({ class_name: 'Odd', config: {} }));
    const rnn = { class_name: 'RNN', config: { name: 'r', cells } };
    const names = Array.from({ length: 2000 }, (_, i) => `r/${i}`);
    const model = modelOf([rnn], 'r', names);
    assert.equal(model.nodes.length, 200_001);
    assert.deepEqual([...new Set(model.weights.map(({ node }) => node))], [0]);
  });

  it('with names of HTML, reordering marks, emoji and 10 KB keeps them as text, and finds their weights', () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '\u202Eevil',
      '🧠',
      'n'.repeat(10_000),
      '__proto__',
      'constructor',
    ];
    const layers = names.map((name) => ({ class_name: 'Dense', config: { name, units: 1 } }));
    const weights = names.map((name) => ({
      name: `${name}/kernel`,
      shape: [1, 1],
      dtype: 'float32',
    }));
    const model = readModel(
      JSON.stringify({
        modelTopology: { class_name: 'Sequential', config: { name: 's', layers } },
        weightsManifest: [{ paths: ['w'], weights }],
      }),
      'model.json',
    );
    assert.deepEqual(
      model.nodes.map(({ name }) => name),
      names,
    );
    assert.deepEqual(
      model.weights.map(({ node }) => node),
      names.map((_, i) => i),
    );
    assert.deepEqual(
      model.weights.map(({ role }) => role),
      names.map(() => 'kernel'),
    );
  });

  it('with metadata 100,000 deep, or as long as a book, has a summary that can be sent to a page', () => {
    for (const metadata of [
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      JSON.stringify({ note: 'n'.repeat(10_000_000) }),
    ]) {
      const text = `{"weightsManifest":[],"userDefinedMetadata":${metadata},"trainingConfig":${metadata}}`;
      const summary = structuredClone(summarize(readModel(text, 'model.json')));
      assert.ok((summary.userDefinedMetadata?.text.length ?? Infinity) < 200_000);
      assert.notEqual(summary.trainingConfig, null);
    }
  });

  it('whose modelTopology is a text of brackets alone still shows its weights', () => {
    const topology = '['.repeat(8 * 1024 * 1024);
    const weights = '[{"name":"a/kernel","shape":[2,2],"dtype":"float32"}]';
    const text = `{"modelTopology":"${topology}","weightsManifest":[{"paths":["w"],"weights":${weights}}]}`;
    const model = readModel(text, 'model.json');
    assert.equal(model.weights.length, 1);
    assert.match(model.problems.join(), /modelTopology holds more than 8000000 JSON values/);
  });

  it('a class called like a property of every object has no role from it', () => {
    for (const className of ['__proto__', 'constructor', 'toString']) {
      const model = modelOf([{ class_name: className, config: { name: 'x' } }], 'x', ['x/valueOf']);
      assert.equal(model.weights[0]?.role, 'valueOf');
      assert.equal(model.nodes[0]?.outputShape, undefined);
    }
  });

  it('that is JSON of something else is told apart', () => {
    assert.throws(() => readModel('{"name":"x"}', 'a.json'), NotAModelError);
    assert.throws(() => readModel('{"name":', 'a.json'), ModelFormatError);
  });

  for (const topology of [
    '7',
    '"text"',
    '[]',
    'true',
    '{}',
    '{"class_name":7}',
    '{"model_config":[]}',
  ]) {
    it(`whose modelTopology is ${topology} still shows its weights, and says what is wrong`, () => {
      const weights = '[{"name":"a/kernel","shape":[2,2],"dtype":"float32"}]';
      const text = `{"modelTopology":${topology},"weightsManifest":[{"paths":["w"],"weights":${weights}}]}`;
      const model = readModel(text, 'model.json');
      assert.equal(model.weights.length, 1);
      assert.notEqual(model.problems.length, 0);
    });
  }
});

describe('whatever is changed in the JSON of a real model', () => {
  let texts: string[] = [];
  before(async () => {
    const models = Object.values(LAYER_KINDS).map((build) => build());
    texts = await Promise.all(models.map(async (model) => (await savedModel(model)).json));
    for (const model of models) model.dispose();
    texts.push(JSON.stringify(GRAPH_MODEL));
  });

  it('a model or a ModelFormatError comes of it, with every weight in one row', () => {
    const change = fc.record({
      text: fc.nat(),
      place: fc.nat(),
      value: fc.oneof(
        { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
        // An object that becomes neither a text nor a number.
        {
          weight: 1,
          arbitrary: fc
            .constantFrom('{"toString":1,"valueOf":1}', '[[]]', '1e308', '-0')
            .map((text) => JSON.parse(text) as unknown),
        },
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const json = JSON.parse(texts[(changes[0]?.text ?? 0) % texts.length] ?? '{}') as unknown;
        for (const { place, value } of changes) replaceAt(json, place, value);
        checkWhole(JSON.stringify(json));
      }),
      { numRuns: 600 },
    );
  });

  it('and of any cut or changed byte', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.string({ maxLength: 3 }), (text, at, put) => {
        const whole = texts[text % texts.length] ?? '';
        const place = at % whole.length;
        checkWhole(whole.slice(0, place) + put + whole.slice(place + put.length));
      }),
      { numRuns: 300 },
    );
  });
});

const GRAPH_MODEL = {
  signature: {
    inputs: { x: { name: 'x:0', tensorShape: { dim: [{ size: '-1' }, { size: '2' }] } } },
  },
  modelTopology: {
    node: [
      {
        name: 'x',
        op: 'Placeholder',
        attr: { shape: { shape: { dim: [{ size: '-1' }, { size: '2' }] } } },
      },
      { name: 'k', op: 'Const', attr: { dtype: { type: 'DT_FLOAT' } } },
      {
        name: 'm/MatMul',
        op: 'MatMul',
        input: ['x', 'k'],
        attr: { _output_shapes: { list: { shape: [{ dim: [{ size: '-1' }, { size: '3' }] }] } } },
      },
    ],
    library: {
      function: [
        {
          signature: { name: 'f', inputArg: [{ name: 'a' }] },
          nodeDef: [{ name: 'y', op: 'Neg', input: ['a'] }],
        },
      ],
    },
  },
  weightsManifest: [
    { paths: ['w.bin'], weights: [{ name: 'k', shape: [2, 3], dtype: 'float32' }] },
  ],
};

/** Reads everything that the product asks of a model. */
function checkWhole(text: string): void {
  let model: Model;
  try {
    model = readModel(text, 'model.json');
  } catch (error) {
    assert.ok(error instanceof ModelFormatError, String(error));
    return;
  }
  const tree = buildTree(model);
  const rows = Array.from({ length: tree.count }, (_, i) => tree.row(i));
  const shown = [...tree.skeleton.weight].filter((index) => index >= 0).sort((a, b) => a - b);
  assert.deepEqual(
    shown,
    model.weights.map((_, i) => i),
  );
  model.weights.forEach(({ shape, axes, meaning, role, index }, i) => {
    assert.equal(index, i);
    assert.equal(axes.length, shape.length);
    assert.notEqual(`${meaning}${role}`, '');
    assert.equal(tree.skeleton.weight[tree.weightRow[i] ?? -1], i);
  });
  for (const { index, parent } of model.nodes) assert.ok(parent < index);
  rows.forEach((_, i) => assert.ok((tree.skeleton.end[i] ?? 0) > i));
  summarize(model);
  countParameters(model);
  filterRows(tree, 'kernel');
}

/** Replaces the value at the n-th place of a JSON tree, counted round and round. */
function replaceAt(json: unknown, place: number, value: unknown): void {
  const places: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
  const stack: unknown[] = [json];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (typeof item !== 'object' || item === null) continue;
    const holder = item as Record<string, unknown>;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      stack.push(holder[key]);
    }
  }
  const chosen = places[place % Math.max(1, places.length)];
  if (chosen !== undefined) chosen.holder[chosen.key] = value;
}

function layer(name: string, from: readonly string[]): Readonly<Record<string, Json>> {
  const inbound = from.length === 0 ? [] : [from.map((source) => [source, 0, 0, {}])];
  const className = from.length === 0 ? 'InputLayer' : 'Add';
  const config = { name, batch_input_shape: [null, 2] };
  return { name, class_name: className, config, inbound_nodes: inbound };
}

function functional(layers: readonly (readonly [string, readonly string[]])[]): Model {
  const list = layers.map(([name, from]) => layer(name, from));
  return modelOf(list, layers.at(-1)?.[0] ?? '');
}

function modelOf(layers: readonly Json[], output: string, weights: readonly string[] = []): Model {
  const config = { name: 'm', layers, input_layers: [], output_layers: [[output, 0, 0]] };
  const entries = weights.map((name) => ({ name, shape: [1], dtype: 'float32' }));
  const json = {
    modelTopology: { class_name: 'Functional', config },
    weightsManifest: [{ paths: ['w.bin'], weights: entries }],
  };
  return readModel(JSON.stringify(json), 'model.json');
}
