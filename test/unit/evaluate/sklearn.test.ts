import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { classFigures, overallFigures } from '../../../src/core/evaluate/classFigures';
import { classRows } from '../../../src/core/evaluate/classRows';
import { classCalibration } from '../../../src/core/evaluate/calibration';
import { confusionOf } from '../../../src/core/evaluate/confusion';
import { macroFigures, oneVersusRest } from '../../../src/core/evaluate/oneVersusRest';
import { probabilityFigures } from '../../../src/core/evaluate/probabilities';
import { regressionOf } from '../../../src/core/evaluate/regression';
import { seededRandom } from '../../../src/core/seededRandom';
import { withPython } from '../../support/pythonPackages';
import { assertFigure, letters } from './predictions';

const SCRIPT = `
import json, sys, warnings
import numpy as np
from sklearn import metrics, calibration
warnings.simplefilter('ignore')
given = json.load(sys.stdin)
y = np.array(given['labels'])
p = np.array(given['outputs']).reshape(len(y), -1)
named = p.argmax(axis=1)
one = np.eye(p.shape[1])[y]
happened, confidence = calibration.calibration_curve(y == 1, p[:, 1], n_bins=10)
t, f = np.array(given['true']), np.array(given['predicted'])
json.dump({
  'accuracy': metrics.accuracy_score(y, named),
  'balanced': metrics.balanced_accuracy_score(y, named),
  'macroF1': metrics.f1_score(y, named, average='macro'),
  'matthews': metrics.matthews_corrcoef(y, named),
  'logLoss': metrics.log_loss(y, p),
  'brier': float(((p - one) ** 2).sum(axis=1).mean()),
  'auc': metrics.roc_auc_score(y, p, multi_class='ovr', average='macro'),
  'precision': metrics.average_precision_score(one, p, average='macro'),
  'happened': happened.tolist(), 'confidence': confidence.tolist(),
  'mae': metrics.mean_absolute_error(t, f),
  'rmse': float(np.sqrt(metrics.mean_squared_error(t, f))),
  'r2': metrics.r2_score(t, f),
}, sys.stdout)
`;

type Answer = Readonly<Record<string, number>> & {
  readonly happened: readonly number[];
  readonly confidence: readonly number[];
};

withPython('scikit-learn', { 'scikit-learn': 'sklearn', numpy: 'numpy' }, (python) => {
  it('has the same figures for answers of several classes, ties among them, and for numbers', () => {
    const [rows, columns] = [400, 4];
    const random = seededRandom(11);
    const labels = Int32Array.from({ length: rows }, () => Math.floor(random() * columns));
    const outputs = Float64Array.from({ length: rows * columns }, (_, i) => {
      const likes = labels[Math.floor(i / columns)] === i % columns ? 2 : 0;
      // In few steps, so that scores are tied.
      return 1 + Math.round(4 * (random() + likes * random()));
    });
    for (let row = 0; row < rows; row++) {
      const of = outputs.subarray(row * columns, (row + 1) * columns);
      const sum = of.reduce((total, value) => total + value, 0);
      of.forEach((value, i) => (of[i] = value / sum));
    }
    const truths = Float64Array.from({ length: rows }, () => 10 * random());
    const predicted = truths.map((value) => value + random() - 0.3);
    const input = JSON.stringify({
      labels: [...labels],
      outputs: [...outputs],
      true: [...truths],
      predicted: [...predicted],
    });
    const { stdout, stderr, status } = spawnSync(python, ['-c', SCRIPT], {
      input,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const answer = JSON.parse(stdout) as Answer;

    const found = classRows({ outputs, columns, labels, names: letters(columns) });
    const overall = overallFigures(classFigures(confusionOf(found), found.names));
    const { logLoss, brier } = probabilityFigures(found);
    const macro = macroFigures(found.names.map((_, of) => oneVersusRest(found, of)));
    const { mae, rmse, r2 } = regressionOf({
      ...{ outputs: predicted, targets: truths, columns: 1, column: 0 },
    });
    const pairs = {
      accuracy: overall.accuracy.found,
      balanced: overall.balancedAccuracy.found,
      macroF1: overall.macroF1.found,
      matthews: overall.matthews.found,
      logLoss: logLoss.found,
      brier: brier.found,
      auc: macro.rocArea,
      precision: macro.averagePrecision,
      mae: mae.found,
      rmse: rmse.found,
      r2: r2.found,
    };
    for (const [name, figure] of Object.entries(pairs))
      assertFigure(figure, answer[name] ?? NaN, 1e-9);
    const bins = classCalibration(found, 1).bins.filter((bin) => bin.rows > 0);
    const close = (mine: readonly (number | null)[], theirs: readonly number[]): void => {
      assert.equal(mine.length, theirs.length);
      mine.forEach((value, i) => assert.ok(Math.abs((value ?? 9) - (theirs[i] ?? 0)) < 1e-9));
    };
    close(
      bins.map(({ happened }) => happened),
      answer.happened,
    );
    close(
      bins.map(({ confidence }) => confidence),
      answer.confidence,
    );
  });
});
