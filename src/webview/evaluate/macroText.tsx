import type { VNode } from 'preact';
import type { ClassReport, LabelReport } from '../../protocol/evaluation';
import { count } from '../ui/numberFormat';
import { figureText } from './figureText';

/** The areas under the curves of all classes together. */
export function MacroText({
  report: { macro, names },
}: {
  report: ClassReport | LabelReport;
}): VNode {
  const of = (classes: number): string =>
    `mean of ${classes === names.length ? 'all' : `${count(classes)} of`} ${count(names.length)} classes`;
  return (
    <p class="evaluateDim">
      Macro AUC, one against the rest: {figureText(macro.rocArea)} ({of(macro.rocClasses)}). Macro
      average precision: {figureText(macro.averagePrecision)} ({of(macro.precisionClasses)}).
    </p>
  );
}
