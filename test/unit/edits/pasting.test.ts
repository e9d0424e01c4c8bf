import assert from 'node:assert/strict';
import fc from 'fast-check';
import { textPieces } from '../../../src/core/exchange/text';
import { emptyValues, type Numbers, valueKindOf } from '../../../src/core/format/valueKind';
import { isChanged } from '../../../src/core/model/edits/changedValues';
import { holdingOf } from '../../../src/core/model/edits/holding';
import { parsePasted, pastedValues } from '../../../src/core/model/edits/pastedText';
import { stored } from './weights';

describe('a block copied and pasted', () => {
  for (const dtype of ['float32', 'float64', 'int8', 'uint32', 'int64', 'uint64', 'bool'] as const)
    it(`gives back every ${dtype} with the same bits`, () => {
      const { weights } = stored([{ name: 'w', shape: [1], dtype, bytes: new Uint8Array(8) }]);
      const [weight] = weights;
      assert.ok(weight !== undefined);
      const kind = valueKindOf(weight);
      assert.ok(kind !== 'string');
      const width = emptyValues(kind, 0).BYTES_PER_ELEMENT;
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 1, max: 5 }),
          fc.uint8Array({ minLength: 25 * width, maxLength: 25 * width }),
          fc.constantFrom('\n', '\r\n', '\r'),
          fc.boolean(),
          (rows, columns, bytes, lineEnd, ended) => {
            const values = emptyValues(kind, rows * columns);
            const raw = dtype === 'bool' ? bytes.map((byte) => byte & 1) : bytes;
            new Uint8Array(values.buffer).set(raw.subarray(0, values.byteLength));
            const text = [...textPieces({ values, shape: [rows, columns], dtype }, 'tsv')]
              .join('')
              .replaceAll('\n', lineEnd);
            const pasted = parsePasted(ended ? text + lineEnd : text);
            assert.deepEqual([pasted.rows, pasted.columns], [rows, columns]);
            const back: Numbers = pastedValues(pasted, weight, holdingOf(weight, undefined));
            assert.equal(isChanged(values, back), false);
          },
        ),
      );
    });
});
