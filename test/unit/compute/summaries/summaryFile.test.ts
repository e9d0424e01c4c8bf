import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeSummaries,
  encodeSummaries,
  type SummaryRecord,
  withinLimit,
} from '../../../../src/compute/summaries/summaryFile';

const number = fc.double();
const orNull = fc.option(number);

const statistics = fc.record({
  count: number,
  nan: number,
  positiveInfinity: number,
  negativeInfinity: number,
  zeros: number,
  nearZeros: number,
  min: orNull,
  max: orNull,
  minAt: orNull,
  maxAt: orNull,
  firstNonFiniteAt: orNull,
  mean: orNull,
  std: orNull,
  excessKurtosis: orNull,
  skewness: orNull,
  l1: number,
  l2: number,
  rms: orNull,
});

const histogram = fc.record({
  low: number,
  high: number,
  counts: fc.float64Array({ maxLength: 40 }),
});

const record: fc.Arbitrary<SummaryRecord> = fc
  .record({
    weight: fc.nat(),
    statistics,
    rest: fc.option(
      fc.record({
        histogram: fc.option(histogram),
        quantiles: fc.array(fc.record({ q: number, value: number }), { maxLength: 9 }),
      }),
    ),
  })
  .map(({ weight, statistics: found, rest }) => ({
    weight,
    statistics: found,
    measures: rest === null ? undefined : { statistics: found, ...rest },
  }));

const head = {
  model: '/models/größe/model.json',
  files: [['__proto__', 12, '12/1/2/3']],
} as const;

async function written(records: readonly SummaryRecord[]): Promise<Uint8Array> {
  return encodeSummaries(head, [...withinLimit(records)]);
}

async function read(bytes: Uint8Array): Promise<SummaryRecord[] | undefined> {
  const file = await decodeSummaries(bytes);
  return file && [...file.records];
}

describe('a file of summaries', () => {
  it('gives back every number to the bit, NaN, -0 and infinities included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 5 }), async (records) => {
        const file = await decodeSummaries(await written(records));
        assert.deepEqual(JSON.parse(JSON.stringify(file?.head)), JSON.parse(JSON.stringify(head)));
        // Strict comparison tells -0 from 0 and takes NaN for NaN.
        assert.deepEqual([...(file?.records ?? [])], plain(records));
      }),
    );
  });

  it('is ignored when it was cut off, changed anywhere or written by another version', async () => {
    const [one] = fc.sample(record, 1);
    const bytes = await written(one === undefined ? [] : [one]);
    for (let length = 0; length < bytes.length; length++)
      assert.equal(await read(bytes.subarray(0, length)), undefined);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(await read(changed), undefined, `byte ${at}`);
    }
  });

  it('leaves out what takes most room where there is too little', () => {
    const [base] = fc.sample(record, 1);
    assert.ok(base);
    const measures = {
      statistics: base.statistics,
      histogram: { low: 0, high: 1, counts: new Float64Array(256) },
      quantiles: [],
    };
    const records = Array.from({ length: 10 }, (_, weight) => ({ ...base, weight, measures }));
    const lengths = (bytes: number): number[] =>
      [...withinLimit(records, bytes)].map((numbers) => numbers.length);
    const [whole = 0] = lengths(Infinity);
    const brief = 21;
    assert.deepEqual(lengths(Infinity), Array<number>(10).fill(whole));
    assert.deepEqual(lengths(8 * (2 * whole + 8 * brief)), [
      whole,
      whole,
      ...Array<number>(8).fill(brief),
    ]);
    assert.deepEqual(lengths(8 * 3 * brief), [brief, brief, brief]);
  });
});

/** fast-check makes objects without a prototype. */
function plain(records: readonly SummaryRecord[]): SummaryRecord[] {
  return records.map(({ weight, statistics: found, measures }) => ({
    weight,
    statistics: { ...found },
    measures: measures && {
      statistics: { ...found },
      histogram: measures.histogram && { ...measures.histogram },
      quantiles: measures.quantiles.map((quantile) => ({ ...quantile })),
    },
  }));
}
