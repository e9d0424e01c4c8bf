import { namedCalibration } from '../../core/evaluate/calibration';
import { classFigures, overallFigures } from '../../core/evaluate/classFigures';
import { actualCount, cellCount, type Confusion } from '../../core/evaluate/confusion';
import { leftOutText } from '../../core/evaluate/finiteRows';
import { labelFigures } from '../../core/evaluate/labelFigures';
import { macroFigures } from '../../core/evaluate/oneVersusRest';
import { probabilityFigures } from '../../core/evaluate/probabilities';
import { regressionOf } from '../../core/evaluate/regression';
import type {
  ClassReport,
  Confused,
  ConfusionMatrix,
  LabelReport,
  NumberReport,
  OutputReport,
} from '../../protocol/evaluation';
import type { Turn } from '../turns';
import type { Judged } from './judged';
import { classAreas, labelAreas } from './ranking';

/** Classes of a matrix that can still be read; it scrolls. */
const MOST_CLASSES_SHOWN = 50;
const MOST_CONFUSED = 20;
/** Columns whose figures come with the report; a picture has a thousand. */
const MOST_COLUMNS = 100;

/** @param turn Awaited after each class, with the share done; may throw to stop. */
export async function reportOf(
  judged: Judged,
  turn: (share: number) => Promise<void>,
): Promise<OutputReport> {
  switch (judged.kind) {
    case 'classes':
      return classReport(judged, turn);
    case 'labels':
      return labelReport(judged, turn);
    case 'numbers':
      return numberReport(judged, turn);
  }
}

type Share = (share: number) => ReturnType<Turn>;

async function classReport(
  judged: Extract<Judged, { kind: 'classes' }>,
  turn: Share,
): Promise<ClassReport> {
  const { name, places, lossBaseline, predictions, rows, confusion } = judged;
  const classes = classFigures(confusion, rows.names);
  const ranked = await each(rows.names.length, turn, (of) => classAreas(judged, of));
  return {
    kind: 'classes',
    ...{ name, places, lossBaseline },
    judged: rows.labels.length,
    leftOut: leftOutText(rows.kept),
    names: rows.names,
    positive: predictions.columns === 1 ? 1 : null,
    overall: overallFigures(classes),
    probabilities: probabilityFigures(rows),
    classes,
    ranked,
    macro: macroFigures(ranked),
    calibration: namedCalibration(rows),
    matrix: matrixOf(confusion),
    confused: mostConfused(confusion),
  };
}

async function labelReport(
  judged: Extract<Judged, { kind: 'labels' }>,
  turn: Share,
): Promise<LabelReport> {
  const { name, places, lossBaseline, predictions, kept } = judged;
  const { classes, ...figures } = labelFigures(predictions, kept);
  const ranked = await each(predictions.names.length, turn, (of) => labelAreas(judged, of));
  return {
    kind: 'labels',
    ...{ name, places, lossBaseline },
    judged: kept.rows.length,
    leftOut: leftOutText(kept),
    names: predictions.names,
    figures,
    classes,
    ranked,
    macro: macroFigures(ranked),
  };
}

async function numberReport(
  { name, places, lossBaseline, predictions, names }: Extract<Judged, { kind: 'numbers' }>,
  turn: Share,
): Promise<NumberReport> {
  const columns = await each(Math.min(names.length, MOST_COLUMNS), turn, (column) =>
    regressionOf({ ...predictions, column }),
  );
  const [first] = columns;
  return {
    kind: 'numbers',
    ...{ name, places, lossBaseline },
    judged: first?.residuals.length ?? 0,
    leftOut: first === undefined ? null : leftOutText(first.kept),
    names,
    columns: columns.map(({ mae, rmse, r2, bias }) => ({ mae, rmse, r2, bias })),
  };
}

async function each<Result>(
  count: number,
  turn: Share,
  of: (i: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let i = 0; i < count; i++) {
    results.push(of(i));
    await turn((i + 1) / count);
  }
  return results;
}

/** Of more classes than can be shown those with the most mistakes, named wrongly or others named so. */
function matrixOf(confusion: Confusion): ConfusionMatrix {
  const all = Array.from({ length: confusion.classes }, (_, of) => of);
  const mistakes = all.map(
    (of) =>
      actualCount(confusion, of) +
      (confusion.namedCounts[of] ?? 0) -
      2 * cellCount(confusion, of, of),
  );
  const classes =
    all.length <= MOST_CLASSES_SHOWN
      ? all
      : all
          .sort((a, b) => (mistakes[b] ?? 0) - (mistakes[a] ?? 0) || a - b)
          .slice(0, MOST_CLASSES_SHOWN)
          .sort((a, b) => a - b);
  const counts = classes.flatMap((actual) =>
    classes.map((named) => cellCount(confusion, actual, named)),
  );
  return { classes, counts: Float64Array.from(counts) };
}

function mostConfused({ classes, starts, named }: Confusion): readonly Confused[] {
  const found: Confused[] = [];
  for (let actual = 0; actual < classes; actual++) {
    const end = starts[actual + 1] ?? 0;
    for (let at = starts[actual] ?? 0; at < end;) {
      const first = at;
      const of = named[at] ?? 0;
      while (at < end && named[at] === of) at++;
      if (of !== actual) found.push({ actual, named: of, rows: at - first });
    }
  }
  return found.sort((a, b) => b.rows - a.rows).slice(0, MOST_CONFUSED);
}
