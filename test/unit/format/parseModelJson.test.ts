import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ModelFormatError, NotAModelError } from '../../../src/core/errors';
import { findJsonError } from '../../../src/core/format/findJsonError';
import { MAX_JSON_VALUES } from '../../../src/core/format/jsonBulk';
import {
  checkModelJsonSize,
  MAX_MODEL_JSON_BYTES,
  parseModelJson,
} from '../../../src/core/format/parseModelJson';

function errorOf(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  throw new Error('nothing was thrown');
}

/** What comes of a file in UTF-16. */
function readAsUtf8(text: string): string {
  return new TextDecoder().decode(Buffer.from(text, 'utf16le'));
}

describe('opening the text of a model.json', () => {
  for (const [what, text] of [
    ['a model with topology only', '{"modelTopology": {"class_name": "Sequential"}}'],
    ['a model with weights only', '{"modelTopology": null, "weightsManifest": []}'],
    ['a manifest that is no list', '{"weightsManifest": {}}'],
    ['the bare manifest of face-api.js', '[{"weights": [], "paths": ["a-shard1"]}]'],
    ['a byte order mark', '\uFEFF{"weightsManifest": []}'],
  ] as const) {
    it(`accepts ${what}`, () => {
      assert.deepEqual(parseModelJson(text, 'm.json'), JSON.parse(text.replace('\uFEFF', '')));
    });
  }

  for (const text of [
    '{}',
    '[]',
    '[1]',
    'null',
    '"text"',
    '{"name": "package", "version": "1.0.0"}',
    '[{"paths": []}]',
    '{"modelTopology": "text"}',
    '{"__proto__": {"weightsManifest": []}}',
  ]) {
    it(`says of ${text} that it is no saved model`, () => {
      const error = errorOf(() => parseModelJson(text, 'm.json'));
      assert.ok(error instanceof NotAModelError);
      assert.match(error.message, /^m\.json is no saved model: .*Open it as text/);
    });
  }

  for (const [text, expected] of [
    ['', 'm.json is empty'],
    [readAsUtf8('\uFEFF{"weightsManifest": []}'), 'm.json is text in UTF-16'],
    [readAsUtf8('{"weightsManifest": []}'), 'm.json is text in UTF-16'],
    ['\0\0\0\0', 'unexpected "\\u0000" at line 1, column 1'],
    [' \n ', 'm.json is empty'],
    ['{"a": 1,\n "b": }', 'unexpected "}" at line 2, column 7'],
    ['{"a": 1, }', 'unexpected "}" at line 1, column 10'],
    ['[1, 2\n\n', 'its JSON ends at line 3, column 1 before it is closed'],
    [
      '{"weightsManifest": [{"paths": ["gro',
      'its JSON ends at line 1, column 37 before it is closed',
    ],
    ['{"a": NaN}', 'unexpected "N" at line 1, column 7'],
    ['{"a": "x\ny"}', 'unexpected "\\u000a" at line 1, column 9'],
    ['{"a": "\\q"}', 'unexpected "\\" at line 1, column 8'],
    ['{"a": 1} x', 'unexpected "x" at line 1, column 10'],
    ['<!DOCTYPE html>', 'unexpected "<" at line 1, column 1'],
    ['\uFEFF{,', 'unexpected "," at line 1, column 2'],
  ] as const) {
    it(`says where ${JSON.stringify(text)} breaks`, () => {
      const error = errorOf(() => parseModelJson(text, 'm.json'));
      assert.ok(error instanceof ModelFormatError && !(error instanceof NotAModelError));
      assert.ok(error.message.includes(expected), error.message);
      assert.match(error.message, /save the model again\.$/);
      assert.equal(error.file, 'm.json');
    });
  }

  it('refuses 200 MB of JSON before reading it', () => {
    const error = errorOf(() => {
      checkModelJsonSize(200 * 1024 * 1024, 'm.json');
    });
    assert.match(error.message, /^m\.json has 200 MiB of JSON, more than the 128 MiB/);
    assert.doesNotThrow(() => {
      checkModelJsonSize(MAX_MODEL_JSON_BYTES, 'm.json');
    });
  });

  it('is not overflown by deep nesting', () => {
    const depth = 500_000;
    const error = errorOf(() => parseModelJson('['.repeat(depth), 'm.json'));
    assert.ok(error.message.includes(`line 1, column ${depth + 1}`), error.message);
  });

  it('finds where a long string breaks', () => {
    const found = findJsonError(`["${'x'.repeat(5_000_000)}`);
    assert.deepEqual(found, { line: 1, column: 5_000_003, found: '' });
  });

  it('finds a break exactly where JSON.parse finds one', () => {
    const edit = fc.record({ at: fc.nat(), cut: fc.nat(3), put: fc.string({ maxLength: 3 }) });
    const noise = fc.string({ unit: fc.constantFrom(...Array.from('{}[],:"\\u0e1-.+ tfn\n')) });
    fc.assert(
      fc.property(fc.oneof(fc.json(), noise), fc.array(edit, { maxLength: 3 }), (json, edits) => {
        let text = json;
        for (const { at, cut, put } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + put + text.slice(start + cut);
        }
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        assert.equal(findJsonError(text) === undefined, valid, text);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a text of JSON that is large', () => {
  const MiB8 = 8 * 1024 * 1024;

  for (const [what, text] of [
    ['open brackets alone', '['.repeat(MiB8)],
    ['open objects', '{"a":'.repeat(MAX_JSON_VALUES)],
    ['empty layers', `{"modelTopology": [${'{},'.repeat(MAX_JSON_VALUES / 2)}0]}`],
  ] as const) {
    it(`of ${what} is refused before it takes gigabytes to parse`, () => {
      const error = errorOf(() => parseModelJson(text, 'm.json'));
      assert.ok(error instanceof ModelFormatError);
      assert.match(error.message, /^m\.json holds more than 8000000 JSON values, /);
    });
  }

  it('as it has a long text in it is opened, whatever signs that holds', () => {
    const note = `${'[{,'.repeat(MiB8 / 3)}"\\[`;
    const json = { weightsManifest: [], userDefinedMetadata: { note } };
    assert.deepEqual(parseModelJson(JSON.stringify(json), 'm.json'), json);
  });
});
