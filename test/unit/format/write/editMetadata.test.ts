import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ModelMismatchError } from '../../../../src/core/errors';
import { editMetadata } from '../../../../src/core/format/write/editMetadata';
import type { Json, JsonObject } from '../../../../src/core/json';

const edited = (text: string, key: string, value: Json | undefined): string =>
  Buffer.from(editMetadata(new TextEncoder().encode(text), [{ key, value }])).toString();

describe('userDefinedMetadata of a model.json that is saved', () => {
  it('is made where there is none, spaced as the file is, and goes again without a trace', () => {
    const text = '\uFEFF{\r\n  "z": 12345678901234567890,\r\n  "weightsManifest": []\r\n}\n';
    const kept = edited(text, 'note', { by: 'é' });
    assert.equal(
      kept,
      text.replace('[]', '[],\r\n  "userDefinedMetadata": {"note":{"by":"\\u00e9"}}'),
    );
    assert.equal(edited(kept, 'note', undefined), text);
  });

  it('gets a member beside those that are there, and keeps every other byte', () => {
    const text = '{"userDefinedMetadata":{ "signature":{"x" :1e400} },"weightsManifest":[]}';
    const kept = edited(text, 'note', [1]);
    assert.equal(kept, text.replace('1e400}', '1e400}, "note": [1]'));
    assert.equal(edited(kept, 'note', [2]), kept.replace('[1]', '[2]'));
    assert.equal(edited(kept, 'note', undefined), text);
  });

  it('takes the place of null and fills an empty object', () => {
    assert.equal(edited('{"userDefinedMetadata":null}', 'a', 1), '{"userDefinedMetadata":{"a":1}}');
    assert.equal(edited('{"userDefinedMetadata":{}}', 'a', 1), '{"userDefinedMetadata":{"a": 1}}');
  });

  it('is refused where the file has no place for it', () => {
    for (const text of ['[]', '{"userDefinedMetadata":"text"}', '{"userDefinedMetadata":[1]}'])
      assert.throws(() => edited(text, 'a', 1), ModelMismatchError);
  });

  it('reads as the same JSON but for the change, whatever is in it and however it is spaced', () => {
    const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
    const key = fc.constantFrom('a', 'b', '"', 'é', '__proto__');
    const metadata = fc.dictionary(key, fc.jsonValue());
    const model = fc.record(
      { before: fc.jsonValue(), userDefinedMetadata: metadata, after: fc.jsonValue() },
      { requiredKeys: ['before'] },
    );
    fc.assert(
      fc.property(
        model,
        space,
        key,
        fc.option(fc.jsonValue(), { nil: undefined }),
        (json, gap, name, value) => {
          const text = gap + JSON.stringify(json, null, gap) + gap;
          const expected = JSON.parse(text) as { userDefinedMetadata?: JsonObject };
          const members = Object.entries(expected.userDefinedMetadata ?? {}).filter(
            ([other]) => other !== name,
          );
          if (value !== undefined) members.push([name, JSON.parse(JSON.stringify(value)) as Json]);
          const had = Object.hasOwn(expected.userDefinedMetadata ?? {}, name);
          const saved = JSON.parse(edited(text, name, value)) as typeof expected;
          const found = Object.entries(saved.userDefinedMetadata ?? {});
          assert.deepEqual(new Map(found), new Map(members));
          if (members.length === 0 && had) assert.ok(!('userDefinedMetadata' in saved));
          assert.deepEqual(
            { ...saved, userDefinedMetadata: 0 },
            { ...expected, userDefinedMetadata: 0 },
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
