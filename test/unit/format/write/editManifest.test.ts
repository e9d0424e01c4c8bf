import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editManifest, type ManifestEdits } from '../../../../src/core/format/write/editManifest';
import type { Json } from '../../../../src/core/json';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const edited = (text: string, edits: Partial<ManifestEdits>): string =>
  Buffer.concat(editManifest(bytesOf(text), { paths: [], entries: [], ...edits })).toString();

const rename = (from: string, to: string, group = 0, shard = 0) => ({
  paths: [{ group, shard, from, to }],
});
const plain = (position: number, group = 0) => ({
  entries: [{ group, position, quantization: null }],
});

describe('a model.json that is saved', () => {
  it('says another path and keeps every other byte', () => {
    const text = `\uFEFF{ "z" : 12345678901234567890 ,\r\n "weightsManifest":[{"paths" :\t[ "a.bin","b.bin" ],"weights":[]}], "z":1e400 }\n\n`;
    assert.equal(
      edited(text, rename('b.bin', 'b.rev2.bin', 0, 1)),
      text.replace('b.bin', 'b.rev2.bin'),
    );
  });

  it('is a bare manifest too', () => {
    const text = '[{"weights":[],"paths":["x-shard1"]}]';
    assert.equal(
      edited(text, rename('x-shard1', 'x-shard1.rev2')),
      text.replace('shard1', 'shard1.rev2'),
    );
  });

  it('is edited where JSON.parse looks among keys that occur twice', () => {
    const text =
      '{"weightsManifest":7,"weightsManifest":[{"paths":["old"],"p\\u0061ths":["a"],"weights":[]}]}';
    assert.equal(edited(text, rename('a', 'b')), text.replace('["a"]', '["b"]'));
  });

  for (const [title, entry, expected] of [
    ['last', '{"name":"w", "quantization": {"dtype":"uint8"} }', '{"name":"w" }'],
    ['first', '{ "quantization":{"a":[1,"}"]} , "name":"w"}', '{ "name":"w"}'],
    ['in the middle', '{"name":"w",\n "quantization":null,\n "x":1}', '{"name":"w",\n "x":1}'],
    ['alone', '{ "quantization":{} }', '{  }'],
    ['there twice', '{"quantization":1,"name":"w","quantization":2,"x":3}', '{"name":"w","x":3}'],
    ['there twice in a row', '{"n":"w","quantization":1,"quantization":2}', '{"n":"w"}'],
  ] as const) {
    it(`loses a quantization that is ${title}, with its comma`, () => {
      const around = (inside: string): string =>
        `{"weightsManifest":[{"paths":[],"weights":[{"q":1},${inside}]}]}`;
      assert.equal(edited(around(entry), plain(1)), around(expected));
    });
  }

  it('gets a new scale and min, and keeps what else a quantization says', () => {
    const text =
      '[{"paths":[],"weights":[{"quantization":{"min":-1, "scale":0.5,"original_dtype":"float32"}}]}]';
    const quantization = { scale: 1e-9, min: -0.1 };
    const changed = edited(text, { entries: [{ group: 0, position: 0, quantization }] });
    assert.equal(changed, text.replace('-1', '-0.1').replace('0.5', '1e-9'));
  });

  it('keeps bytes that are no UTF-8', () => {
    const bytes = Buffer.from('{"x":"\u0080","weightsManifest":[{"paths":["a"]}]}', 'latin1');
    const saved = Buffer.concat(editManifest(bytes, { entries: [], ...rename('a', 'é') })).toString(
      'latin1',
    );
    assert.equal(saved, bytes.toString('latin1').replace('["a"]', '["\\u00e9"]'));
  });

  it('is refused when it is not the manifest that was opened', () => {
    assert.throws(() => edited('[{"paths":["other"]}]', rename('a', 'b')), RangeError);
    assert.throws(() => edited('{"modelTopology":{}}', rename('a', 'b')), RangeError);
  });

  it('is found through nests that would overflow a stack', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const text = `{"modelTopology":${deep},"weightsManifest":[{"paths":["a"]}]}`;
    assert.ok(edited(text, rename('a', 'b')).endsWith('[{"paths":["b"]}]}'));
  });

  it('reads as the same JSON but for the edits, whatever is in it and however it is spaced', () => {
    const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
    const group = fc.record({
      paths: fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }),
      weights: fc.array(
        fc.dictionary(fc.constantFrom('name', 'quantization', 'x', '"', '\\'), fc.jsonValue()),
        { minLength: 1, maxLength: 4 },
      ),
      extra: fc.jsonValue(),
    });
    const model = fc.record({
      before: fc.jsonValue(),
      weightsManifest: fc.array(group, { minLength: 1, maxLength: 3 }),
      after: fc.jsonValue(),
    });
    fc.assert(
      fc.property(model, space, fc.nat(), fc.nat(), fc.nat(), (json, gap, a, b, c) => {
        const text = gap + JSON.stringify(json, null, gap) + gap;
        const expected = JSON.parse(text) as {
          weightsManifest: { paths: string[]; weights: Record<string, Json>[] }[];
        };
        const g = a % expected.weightsManifest.length;
        const of = expected.weightsManifest[g];
        assert.ok(of);
        const [shard, position] = [b % of.paths.length, c % of.weights.length];
        const from = of.paths[shard] ?? '';
        of.paths[shard] = 'new "name"';
        delete of.weights[position]?.quantization;
        const saved = edited(text, {
          ...rename(from, 'new "name"', g, shard),
          ...plain(position, g),
        });
        assert.deepEqual(JSON.parse(saved), expected);
      }),
      { numRuns: 300 },
    );
  });
});
