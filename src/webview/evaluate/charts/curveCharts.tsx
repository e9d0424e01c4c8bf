import type { VNode } from 'preact';
import type { ClassCurves } from '../../../protocol/evaluation';
import { figureText } from '../figureText';
import { BaseLine, Line, linePath, Mark, stepPath } from '../../charts/marks';
import { Plot } from '../../charts/plot';

const SHARE = { low: 0, high: 1 };

/** True against false positive rate. @param at Position in the curves' steps, to mark the threshold. */
export function RocChart({
  of,
  curves: { roc, rocArea, steps },
  at,
}: {
  readonly of: string;
  readonly curves: ClassCurves;
  readonly at: number;
}): VNode | null {
  if (roc === null) return null;
  return (
    <Plot
      name={`roc ${of}`}
      label={`ROC curve of ${of}: area ${figureText(rocArea.found)}, by chance 0.5`}
      x={{ label: 'False positive rate', ...SHARE }}
      y={{ label: 'True positive rate', ...SHARE }}
    >
      {(scales) => (
        <>
          <BaseLine path={`M${scales.left} ${scales.bottom}L${scales.right} ${scales.top}`} />
          <Line path={linePath(roc, scales)} />
          <Mark
            x={scales.x((steps.falsePositives[at] ?? 0) / steps.negatives)}
            y={scales.y((steps.truePositives[at] ?? 0) / steps.positives)}
          />
        </>
      )}
    </Plot>
  );
}

/** Precision against recall, with the share of the class as the line that needs no model. */
export function PrecisionRecallChart({
  of,
  curves: { precisionRecall, averagePrecision, steps },
  at,
}: {
  readonly of: string;
  readonly curves: ClassCurves;
  readonly at: number;
}): VNode | null {
  if (precisionRecall === null) return null;
  const right = steps.truePositives[at] ?? 0;
  const named = right + (steps.falsePositives[at] ?? 0);
  return (
    <Plot
      name={`precision-recall ${of}`}
      label={`Precision-recall curve of ${of}: average precision ${figureText(averagePrecision.found)}, share of the class ${figureText(averagePrecision.baseline)}`}
      x={{ label: 'Recall', ...SHARE }}
      y={{ label: 'Precision', ...SHARE }}
    >
      {(scales) => {
        const base = scales.y(averagePrecision.baseline.value ?? 0);
        return (
          <>
            <BaseLine path={`M${scales.left} ${base}H${scales.right}`} />
            <Line path={stepPath(precisionRecall, scales)} />
            {named > 0 && (
              <Mark x={scales.x(right / steps.positives)} y={scales.y(right / named)} />
            )}
          </>
        );
      }}
    </Plot>
  );
}
