import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { ClassCurves } from '../../protocol/evaluation';
import { Select } from '../ui/controls';
import { counted } from '../ui/amounts';
import { count } from '../ui/numberFormat';
import { show } from './actions';
import { ChartCard, InReport } from './chartCard';
import { CalibrationChart } from './charts/calibrationChart';
import { PrecisionRecallChart, RocChart } from './charts/curveCharts';
import { figureText } from './figureText';
import { Threshold } from './threshold';
import type { Shown } from './shown';

/** One class or label against the rest at every threshold. */
export function Curves({
  names,
  shown,
  curves,
  onlyOne,
}: {
  readonly names: readonly string[];
  readonly shown: Shown;
  readonly curves: ClassCurves;
  /** One output says how sure the model is of one class, so that there is no other to choose. */
  readonly onlyOne: boolean;
}): VNode {
  const inReport = useContext(InReport);
  const { of } = shown;
  const at = shown.at.value;
  const name = names[of] ?? '';
  const { rocArea, rocAreaError, averagePrecision, steps, calibration, scores } = curves;
  const counts = `${counted(steps.positives, 'answer')} of the class, ${count(steps.negatives)} others`;
  const thinned =
    scores + 1 > (curves.roc?.x.length ?? Infinity)
      ? ` Drawn by ${count(curves.roc?.x.length ?? 0)} of ${count(scores + 1)} points.`
      : '';
  const error =
    rocAreaError.value !== null && rocArea.found.value !== 1 && rocArea.found.value !== 0
      ? ` ± ${Number(rocAreaError.value.toPrecision(2))} (standard error)`
      : '';
  return (
    <section class="evaluateSection" aria-label={`Curves of ${name}`}>
      <div class="curvesHead">
        <h3>
          Class <bdi>{name}</bdi> against the rest
        </h3>
        {!inReport && !onlyOne && (
          <Select
            label="Class"
            value={String(of)}
            choices={names.map((label, i) => ({ value: String(i), label }))}
            onChange={(chosen) => show(Number(chosen))}
          />
        )}
      </div>
      <Threshold curves={curves} at={at} name={name} />
      <div class="charts">
        <ChartCard
          title="ROC curve"
          missing={curves.roc === null ? rocArea.found.why : null}
          note={`AUC ${figureText(rocArea.found)}${error}, by chance 0.5 (dashed). ${counts}.${thinned}`}
        >
          <RocChart of={name} curves={curves} at={at} />
        </ChartCard>
        <ChartCard
          title="Precision-recall curve"
          missing={curves.precisionRecall === null ? averagePrecision.found.why : null}
          note={`Average precision ${figureText(averagePrecision.found)}, by chance ${figureText(averagePrecision.baseline)}, the share of the class (dashed). ${counts}.`}
        >
          <PrecisionRecallChart of={name} curves={curves} at={at} />
        </ChartCard>
        <ChartCard
          title="Calibration"
          missing={calibration.error.why}
          note={`Expected calibration error ${figureText(calibration.error)} over ${calibration.bins.length} bins of equal width. Bars: answers in each bin.`}
        >
          <CalibrationChart of={name} what="Share of the class" calibration={calibration} />
        </ChartCard>
      </div>
    </section>
  );
}
