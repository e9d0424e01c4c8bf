import assert from 'node:assert/strict';
import type { Measures, Statistics } from '../../../../src/core/measure/statistics';
import { rangeByKey } from '../../../../src/webview/tensor/histogramKeys';
import {
  constantText,
  histogramSteps,
  histogramText,
  joinedBins,
  labelDigits,
  singleValues,
  valueTicks,
} from '../../../../src/webview/tensor/histogramBars';
import {
  nonFiniteTexts,
  quantileRows,
  statisticsRows,
} from '../../../../src/webview/tensor/statisticsRows';
import { shortNumber } from '../../../../src/core/shownNumber';

const statistics: Statistics = {
  count: 6,
  nan: 0,
  positiveInfinity: 0,
  negativeInfinity: 0,
  zeros: 2,
  nearZeros: 2,
  min: -3,
  max: 4,
  minAt: 5,
  maxAt: 3,
  firstNonFiniteAt: null,
  mean: 0,
  std: 2.23606797749979,
  excessKurtosis: -0.64,
  skewness: 0.4472135954999579,
  l1: 10,
  l2: 5.477225575051661,
  rms: 2.23606797749979,
};
const quantiles = [
  { q: 0, value: -3 },
  { q: 0.25, value: -1.5 },
  { q: 0.5, value: 0 },
  { q: 0.75, value: 0.75 },
  { q: 1, value: 4 },
];
const histogram = { low: 0, high: 3, counts: Float64Array.of(0, 2, 1) };
const measures: Measures = { statistics, histogram, quantiles };
const find = (of: Measures, label: string) =>
  [...statisticsRows(of), ...quantileRows(of)].find((row) => row.label === label) ??
  assert.fail(label);

describe('the statistics card', () => {
  it('shows each number with its definition', () => {
    assert.equal(find(measures, 'std').text, '2.23607');
    assert.match(find(measures, 'std').definition, /Population/);
    assert.equal(find(measures, 'zeros').text, '2 (33.33 %)');
    assert.equal(find(measures, 'median').text, '0');
    assert.equal(find(measures, '25 %').text, '-1.5');
    assert.ok(statisticsRows(measures).every(({ definition }) => definition !== ''));
  });

  it('shows under each name that number and no other', () => {
    const apart = { ...statistics, mean: 11, std: 12, rms: 13, l1: 14, l2: 15, skewness: 16 };
    const shown = statisticsRows({ ...measures, statistics: { ...apart, nearZeros: 3 } });
    assert.deepEqual(
      shown.slice(0, -1).map(({ label, text }) => `${label} ${text}`),
      [
        ...['count 6', 'min -3', 'max 4', 'mean 11', 'std 12', 'RMS 13', 'L1 14', 'L2 15'],
        ...['zeros 2 (33.33 %)', 'near zero 3 (50 %)', 'skewness 16', 'excess kurtosis -0.64'],
      ],
    );
  });

  it('tells the ends of the narrowest range apart', () => {
    const narrow = { ...measures, statistics: { ...statistics, min: 1, max: 1 + 2 ** -23 } };
    assert.deepEqual([find(narrow, 'min').text, find(narrow, 'max').text], ['1', '1.000000119']);
  });

  it('has every digit of a number that it shows shortened, a float32 as the grid has it', () => {
    assert.equal(find(measures, 'std').full, '2.23606797749979');
    const third = { ...measures, statistics: { ...statistics, max: Math.fround(1 / 3) } };
    assert.deepEqual(
      [find(third, 'max').text, find(third, 'max').full],
      ['0.333333', '0.33333334'],
    );
    assert.equal(find(measures, 'max').full, null);
  });

  it('leads to the smallest and the largest value', () => {
    assert.equal(find(measures, 'min').at, 5);
    assert.equal(find(measures, 'max').at, 3);
  });

  it('says n/a for what does not exist', () => {
    const constant = { ...statistics, excessKurtosis: null, skewness: null };
    const shown = { ...measures, statistics: constant };
    assert.equal(find(shown, 'excess kurtosis').text, 'n/a');
    const tiny = { ...measures, statistics: { ...statistics, rms: null } };
    assert.deepEqual([find(tiny, 'RMS').text, find(tiny, 'near zero').text], ['n/a', 'n/a']);
    const nothing: Statistics = { ...constant, count: 0, zeros: 0, mean: null, min: null, l1: 0 };
    assert.equal(find({ ...measures, statistics: nothing }, 'L1').text, 'n/a');
    assert.equal(find({ ...measures, statistics: nothing }, 'zeros').text, '0 (n/a)');
  });

  it('says in one line that all is finite, or which values are not', () => {
    assert.equal(find(measures, 'NaN, ±Inf').text, 'none: all finite');
    assert.deepEqual(nonFiniteTexts(statistics), []);
    const broken = { ...statistics, nan: 1, negativeInfinity: 2, firstNonFiniteAt: 4 };
    assert.deepEqual(nonFiniteTexts(broken), ['1 NaN', '2 -Inf']);
    const shown = statisticsRows({ ...measures, statistics: broken });
    assert.ok(!shown.some(({ label }) => label === 'NaN, ±Inf'));
  });
});

describe('the histogram', () => {
  it('has an edge more than bins', () => {
    assert.deepEqual(histogramSteps(histogram, false), [
      [0, 1, 2, 3],
      [0, 2, 1, 1],
    ]);
  });

  it('joins bins for few values, and loses none of them', () => {
    const bins = (total: number): Float64Array =>
      joinedBins({ low: 0, high: 1, counts: new Float64Array(256).fill(total / 256) }).counts;
    assert.deepEqual(
      [12, 200, 1000, 5000].map((n) => bins(n).length),
      [8, 32, 64, 256],
    );
    const sum = bins(200).reduce((all, n) => all + n, 0);
    assert.ok(Math.abs(sum - 200) < 1e-9);
  });

  it('marks few values one by one, and not many', () => {
    assert.deepEqual(singleValues(histogram), [1.5, 2.5]);
    assert.deepEqual(singleValues({ ...histogram, counts: Float64Array.of(0, 40, 1) }), []);
  });

  it('labels both ends, and round numbers between that leave room', () => {
    const ticks = valueTicks(-0.66, 0.63, 0.15).map((tick) => Number(tick.toFixed(3)));
    assert.deepEqual(ticks, [-0.66, -0.4, -0.2, 0, 0.2, 0.4, 0.63]);
    assert.deepEqual(valueTicks(0, 1, 0.8), [0, 1]);
  });

  it('labels the ends alone of a range too narrow for steps, rather than count for ever', () => {
    const narrow = 1 + 2 ** -52;
    assert.deepEqual(valueTicks(1, narrow, 2 ** -55), [1, narrow]);
    assert.deepEqual(valueTicks(2 ** 60, 2 ** 60 + 256, 53), [2 ** 60, 2 ** 60 + 256]);
  });

  it('has labels that differ, however narrow the range', () => {
    assert.equal(labelDigits(-0.66, 0.63), 4);
    for (const [low, step] of [
      [1000, 0.002],
      [1, 2 ** -25],
      [-1, 2 ** -25],
      [2 ** 53, 2],
    ] as const) {
      const digits = labelDigits(low, low + 16 * step);
      const texts = [0, 1, 8, 15, 16].map((i) => shortNumber(low + i * step, digits));
      assert.equal(new Set(texts).size, 5, texts.join(' '));
    }
    const narrow = histogramText({ low: 1, high: 1.0002, counts: Float64Array.of(2, 1) }, []);
    assert.match(narrow, /from 1 to 1\.0002 in 2 bins\. The fullest bin, 1 to 1\.0001, holds 2/);
    assert.deepEqual([labelDigits(0, 0), labelDigits(-1.7e308, 1.7e308)], [4, 4]);
  });

  it('leaves a gap for an empty bin where counts are logarithms', () => {
    assert.deepEqual(histogramSteps(histogram, true)[1], [null, Math.log10(2), 0, 0]);
  });

  it('is put into words', () => {
    const text = histogramText(histogram, quantiles);
    assert.match(text, /^3 values from 0 to 3 in 3 bins\. The fullest bin, 1 to 2, holds 2\./);
    assert.match(text, /between -1\.5 and 0\.75, the median is 0\.$/);
    const empty = { low: 1, high: 2, counts: new Float64Array(3) };
    assert.equal(histogramText(empty, quantiles), 'No value lies between 1 and 2.');
  });

  it('gives way to a sentence where all values are the same', () => {
    const same = { ...statistics, min: 0.25, max: 0.25 };
    assert.equal(constantText(same), 'All 6 finite values are 0.25.');
    assert.equal(constantText({ ...same, nan: 5 }), 'The only finite value is 0.25.');
    assert.equal(constantText(statistics), null);
    assert.equal(constantText({ ...same, min: null, max: null }), null);
  });
});

describe('the keys of the histogram', () => {
  const whole = { low: -4, high: 4 };

  it('zoom about the middle, and back no further than all values', () => {
    assert.deepEqual(rangeByKey('+', whole, whole), { low: -2, high: 2 });
    assert.deepEqual(rangeByKey('-', { low: 3, high: 4 }, whole), { low: 2, high: 4 });
    assert.deepEqual(rangeByKey('-', { low: -3, high: 3 }, whole), whole);
    const finest = { low: 0, high: 1e-5 };
    assert.equal(rangeByKey('+', finest, whole), finest);
    assert.deepEqual(rangeByKey('Escape', { low: 1, high: 2 }, whole), whole);
  });

  it('move along the values to their ends', () => {
    assert.deepEqual(rangeByKey('ArrowRight', { low: 0, high: 2 }, whole), { low: 0.5, high: 2.5 });
    assert.deepEqual(rangeByKey('ArrowRight', { low: 1.9, high: 3.9 }, whole), { low: 2, high: 4 });
    assert.deepEqual(rangeByKey('ArrowLeft', whole, whole), whole);
  });

  it('leave other keys to the page', () => {
    assert.equal(rangeByKey('Tab', whole, whole), undefined);
  });
});
