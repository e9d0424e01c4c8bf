import type { VNode } from 'preact';
import { type Figure, figure } from '../../../core/evaluate/figure';
import type { Behaviour } from '../../../protocol/behaviour';
import type { OutputReport } from '../../../protocol/evaluation';
import { percentText, shortNumber } from '../../ui/numberFormat';

interface Measure {
  readonly name: string;
  readonly a: Figure;
  readonly b: Figure;
  readonly isShare: boolean;
}

/** How good each is on these rows, by the same measures. */
export function SideFigures({ behaviour }: { readonly behaviour: Behaviour }): VNode {
  return (
    <section aria-label="Measures of both models">
      <h3>How good each is on these rows</h3>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Measure</th>
            {['A', 'B', 'B − A'].map((name) => (
              <th key={name} scope="col" class="numeric">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measuresOf(behaviour).map(({ name, a, b, isShare }) => (
            <tr key={name}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              {[a, b, change(a, b)].map((shown, i) => (
                <td key={i} class="numeric" title={shown.why ?? String(shown.value)}>
                  {textOf(shown, isShare, i === 2)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function measuresOf({ measures, a, b }: Behaviour): readonly Measure[] {
  const loss = {
    name: 'Loss, without penalties',
    a: figure(measures.a.loss),
    b: figure(measures.b.loss),
    isShare: false,
  };
  const many = a.outputs.length > 1;
  const rest = a.outputs.flatMap((report, i) => {
    const [ofA, ofB] = [figuresOf(report), figuresOf(b.outputs[i] ?? report)];
    return ofA.map(({ name, found, isShare }, j) => ({
      name: many ? `${report.name}: ${name}` : name,
      a: found,
      b: ofB[j]?.found ?? found,
      isShare,
    }));
  });
  return [loss, ...rest];
}

function figuresOf(
  report: OutputReport,
): readonly { readonly name: string; readonly found: Figure; readonly isShare: boolean }[] {
  switch (report.kind) {
    case 'classes': {
      const { overall, probabilities, macro } = report;
      return [
        { name: 'Accuracy', found: overall.accuracy.found, isShare: true },
        { name: 'Balanced accuracy', found: overall.balancedAccuracy.found, isShare: true },
        { name: 'Macro F1', found: overall.macroF1.found, isShare: false },
        { name: 'Log loss', found: probabilities.logLoss.found, isShare: false },
        { name: 'Area under ROC, mean over classes', found: macro.rocArea, isShare: false },
      ];
    }
    case 'labels':
      return [
        { name: 'All labels right', found: report.figures.allRight.found, isShare: true },
        { name: 'Area under ROC, mean over labels', found: report.macro.rocArea, isShare: false },
      ];
    case 'numbers': {
      const [first] = report.columns;
      if (first === undefined) return [];
      const of = report.columns.length > 1 ? ` of ${report.names[0] ?? 'the first column'}` : '';
      return [
        { name: `Mean absolute error${of}`, found: first.mae.found, isShare: false },
        { name: `Root mean squared error${of}`, found: first.rmse.found, isShare: false },
        { name: `R²${of}`, found: first.r2.found, isShare: false },
      ];
    }
  }
}

function change(a: Figure, b: Figure): Figure {
  if (a.value === null) return a;
  return b.value === null ? b : figure(b.value - a.value);
}

function textOf({ value }: Figure, isShare: boolean, isChange: boolean): string {
  if (value === null) return 'n/a';
  const sign = isChange && value > 0 ? '+' : '';
  if (!isShare) return sign + shortNumber(value);
  return isChange ? `${sign}${shortNumber(100 * value)} points` : percentText(value, 1);
}
