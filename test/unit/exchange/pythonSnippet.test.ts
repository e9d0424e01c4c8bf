import assert from 'node:assert/strict';
import { pythonSnippet, pythonString } from '../../../src/core/exchange/pythonSnippet';
import { exportedModel, HOSTILE_NAMES, numbers } from '../../support/exportedModel';
import { runPython } from '../../support/python';
import { withPython } from '../../support/pythonPackages';

const layer = (className: string, config: object): object => ({ class_name: className, config });
const topology = (...layers: object[]): Record<string, never> =>
  ({
    modelTopology: { class_name: 'Sequential', config: { name: 'm', layers } },
  }) as unknown as Record<string, never>;

describe('The Python of an export', () => {
  it('keeps what was not exported of a layer', () => {
    const { model, tensors } = exportedModel(
      [numbers('d/bias', [1], 'float32', [1]), numbers('d/kernel', [1, 1], 'float32', [1])],
      topology(layer('Dense', { name: 'd', units: 1 })),
    );
    const bias = tensors.slice(0, 1);
    assert.equal(
      pythonSnippet(model, bias, 'npy', 'C:\\nets\\bias.npy'),
      [
        'import numpy as np',
        '',
        'value = np.load("C:\\\\nets\\\\bias.npy")',
        '',
        '# model is your Keras model with the same layers.',
        'layer = model.get_layer("d")',
        'values = layer.get_weights()',
        'values[1] = value',
        'layer.set_weights(values)',
        '',
      ].join('\n'),
    );
  });

  it('says where Keras 3 computes otherwise', () => {
    const { model, tensors } = exportedModel(
      [
        numbers('g/kernel', [1, 3], 'float32', [1, 2, 3]),
        numbers('l/kernel', [1, 4], 'float32', [1, 2, 3, 4]),
      ],
      topology(
        layer('GRU', { name: 'g', units: 1 }),
        layer('LSTM', { name: 'l', units: 1, recurrent_activation: 'hard_sigmoid' }),
      ),
    );
    const text = pythonSnippet(model, tensors, 'npz', 'x.npz') ?? '';
    assert.match(text, /# g: build it with reset_after=False/);
    assert.match(text, /# l: Keras 3 has another hard_sigmoid/);
  });

  it('only loads the file where there are no layers of Keras', () => {
    const { model, tensors } = exportedModel([numbers('a/b', [1], 'float32', [1])]);
    assert.match(
      pythonSnippet(model, tensors, 'npz', 'x.npz') ?? '',
      /np\.load\("x\.npz"\)\n\nprint\(weights\["a\/b"\]\.shape\)\n$/,
    );
  });

  it('is not there for a C header and a TensorFlow.js copy', () => {
    const { model, tensors } = exportedModel([numbers('a', [1], 'float32', [1])]);
    assert.equal(pythonSnippet(model, tensors, 'c', 'x.h'), undefined);
    assert.equal(pythonSnippet(model, tensors, 'tfjs', 'x'), undefined);
  });
});

withPython('Python itself', { numpy: 'numpy' }, (python) => {
  it('reads the names that were quoted for it', () => {
    const quoted = [...HOSTILE_NAMES, '\u2028\ufeff\u0085'].map(pythonString);
    const script = `import json; print(json.dumps([${quoted.join(', ')}]))`;
    assert.deepEqual(runPython(script, null, python), [...HOSTILE_NAMES, '\u2028\ufeff\u0085']);
  });

  it('can parse the snippet of a model with hostile names', () => {
    const layers = HOSTILE_NAMES.filter((name) => name !== '' && !name.includes('/'));
    const { model, tensors } = exportedModel(
      layers.map((name) => numbers(`${name}/kernel`, [1, 1], 'float32', [1])),
      topology(...layers.map((name) => layer('GRU', { name, units: 1 }))),
    );
    for (const format of ['npz', 'safetensors', 'json', 'csv'] as const) {
      const snippet = pythonSnippet(model, tensors, format, `${layers.join(' ')}/x`);
      const script = 'import ast, json, sys; print(len(ast.parse(json.load(sys.stdin)).body))';
      assert.ok((runPython(script, snippet, python) as number) >= layers.length, format);
    }
  });
});
