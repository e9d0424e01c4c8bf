import assert from 'node:assert/strict';
import { HistogramCounts, histogramEdges } from '../../../src/core/measure/histogram';
import { runPython, withNumpy } from '../../support/python';
import { assertClose, measure, normal, random } from './support';

interface Expected {
  readonly mean: number;
  readonly std: number;
  readonly l2: number;
  readonly l1: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly counts: readonly number[];
  readonly quantiles: readonly number[];
}

const SCRIPT = `
import json, sys, numpy as np
out = []
for values in json.load(sys.stdin):
    x = np.array(values, dtype=np.float64)
    d = x - x.mean()
    m2 = (d ** 2).mean()
    out.append(dict(
        mean=float(x.mean()), std=float(x.std()), l2=float(np.linalg.norm(x)), l1=float(np.abs(x).sum()),
        skewness=float((d ** 3).mean() / m2 ** 1.5), kurtosis=float((d ** 4).mean() / m2 ** 2 - 3),
        counts=np.histogram(x, bins=256)[0].tolist(),
        quantiles=np.quantile(x, [0, .01, .05, .25, .5, .75, .95, .99, 1]).tolist()))
json.dump(out, sys.stdout)
`;

withNumpy('measures beside numpy', () => {
  const uniform = random(11);
  const gaussian = normal(random(12));
  const cases: Record<string, Float32Array> = {
    normal: Float32Array.from({ length: 30_000 }, gaussian),
    'glorot uniform': Float32Array.from({ length: 5_000 }, () => 0.0811 * (2 * uniform() - 1)),
    'values on the edges of bins': Float32Array.from({ length: 4_097 }, (_, i) => i / 256),
    'tenths, which binary cannot hold': Float32Array.from(
      { length: 6_000 },
      (_, i) => (i % 61) / 10,
    ),
    'one far outlier': Float32Array.from({ length: 5_001 }, (_, i) =>
      i === 77 ? 1e6 : gaussian(),
    ),
    'few values': Float32Array.of(1, -2, 0, 4, 0, -3),
    tiny: Float32Array.from({ length: 5_000 }, () => 1e-38 * gaussian()),
  };
  let expected: Expected[] = [];

  before(() => {
    expected = runPython(
      SCRIPT,
      Object.values(cases).map((values) => [...values]),
    ) as Expected[];
  });

  Object.entries(cases).forEach(([name, values], i) => {
    it(`agree on ${name}: moments to rounding, histogram and quantiles exactly`, () => {
      const numpy = expected[i];
      assert.ok(numpy);
      const { statistics: s, histogram, quantiles } = measure(values);
      assertClose(s.mean, numpy.mean, 1e-12, 1e-13 * numpy.std);
      assertClose(s.std, numpy.std, 1e-12);
      assertClose(s.l1, numpy.l1, 1e-12);
      assertClose(s.l2, numpy.l2, 1e-12);
      assertClose(s.skewness, numpy.skewness, 1e-9, 1e-9);
      assertClose(s.excessKurtosis, numpy.kurtosis, 1e-9, 1e-9);
      assert.deepEqual([...(histogram?.counts ?? [])], numpy.counts);
      assert.deepEqual(
        quantiles.map(({ value }) => value),
        numpy.quantiles,
      );
    });
  });

  it('agree on the edges of bins, and on values at, just below and just above each', () => {
    const next = random(13);
    const ranges = Array.from({ length: 40 }, (_, i) => {
      const size = 10 ** ((i % 9) - 4);
      const low = size * (next() - 0.5);
      return [low, low + size * next()] as const;
    });
    const script =
      'import json,sys,numpy as np\nout=[]\nfor low,high in json.load(sys.stdin):\n' +
      ' e=np.histogram_bin_edges([],300,(low,high))\n' +
      ' x=np.concatenate([e,np.nextafter(e,-np.inf),np.nextafter(e,np.inf)])\n' +
      ' out.append([e.tolist(),x.tolist(),np.histogram(x,300,(low,high))[0].tolist()])\n' +
      'json.dump(out,sys.stdout)';
    const theirs = runPython(script, ranges) as [number[], number[], number[]][];
    ranges.forEach(([low, high], i) => {
      const [edges, values, counts] = theirs[i] ?? [];
      assert.deepEqual([...histogramEdges(low, high, 300)], edges);
      const ours = new HistogramCounts(low, high, 300);
      ours.add(Float64Array.from(values ?? []), values?.length ?? 0);
      assert.deepEqual([...ours.result().counts], counts);
    });
  });
});
