import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClassReport } from '../../protocol/evaluation';
import { counted } from '../ui/amounts';
import { show } from './actions';
import { CellList } from './cellList';
import { ChartCard, InReport } from './chartCard';
import { CalibrationChart } from './charts/calibrationChart';
import { ClassTable } from './classTable';
import { ConfusionMatrix } from './confusionMatrix';
import { Curves } from './curves';
import { figureText } from './figureText';
import { type FigureRow, FiguresTable } from './figuresTable';
import type { Shown } from './shown';
import { MacroText } from './macroText';

/** One class is right in each row. */
export function ClassResults({
  report,
  shown,
}: {
  readonly report: ClassReport;
  readonly shown: Shown | null;
}): VNode {
  const inReport = useContext(InReport);
  const { names, classes, ranked, calibration, confused, positive } = report;
  const cell = shown?.cell ?? null;
  const pick = positive === null ? show : undefined;
  return (
    <>
      <FiguresTable label="Measures over all classes" rows={classRows(report)} />
      <section class="evaluateSection" aria-label="Confusion">
        <ConfusionMatrix report={report} cell={cell} />
        {!inReport && cell !== null && <CellList cell={cell} names={names} />}
        {names.length > 2 && confused.length > 0 && (
          <details open={names.length > 6}>
            <summary>Most frequent mistakes</summary>
            <ol class="confused">
              {confused.map(({ actual, named, rows }) => (
                <li key={`${actual} ${named}`}>
                  <bdi>{names[actual]}</bdi> named <bdi>{names[named]}</bdi>:{' '}
                  {counted(rows, 'answer')}
                </li>
              ))}
            </ol>
          </details>
        )}
      </section>
      <section class="evaluateSection" aria-label="Classes">
        <h3>Each class against the rest</h3>
        <ClassTable
          label="Measures of each class"
          classes={classes}
          ranked={ranked}
          of={shown?.of ?? null}
          onChoose={inReport ? undefined : pick}
        />
        <MacroText report={report} />
      </section>
      {shown?.curves != null && (
        <Curves names={names} shown={shown} curves={shown.curves} onlyOne={positive !== null} />
      )}
      <section class="charts" aria-label="Calibration of the named class">
        <ChartCard
          title="Calibration of the class that is named"
          missing={calibration.error.why}
          note={`Expected calibration error ${figureText(calibration.error)} over ${calibration.bins.length} bins of equal width, ${counted(report.judged, 'answer')}. Bars: answers in each bin.`}
        >
          <CalibrationChart
            of="the named class"
            what="Share that is right"
            calibration={calibration}
          />
        </ChartCard>
      </section>
    </>
  );
}

function classRows({ overall, probabilities }: ClassReport): readonly FigureRow[] {
  return [
    {
      name: 'Accuracy',
      title: 'Share of answers whose class is named',
      judged: overall.accuracy,
      isShare: true,
    },
    {
      name: 'Balanced accuracy',
      title: 'Mean recall of the classes that have rows',
      judged: overall.balancedAccuracy,
      isShare: true,
    },
    {
      name: 'Macro F1',
      title: 'Mean F1 of the classes that are true or named somewhere',
      judged: overall.macroF1,
      isShare: true,
    },
    {
      name: 'Matthews correlation',
      title: 'Correlation of truth and prediction, −1 to 1',
      judged: overall.matthews,
    },
    {
      name: 'Log loss',
      title: 'Mean of −ln of the probability of the true class, clipped at 2⁻²³',
      judged: probabilities.logLoss,
    },
    {
      name: 'Brier score',
      title:
        'Mean squared distance of the probabilities to the truth; 0 to 1 for two classes, to 2 for more',
      judged: probabilities.brier,
    },
  ];
}
