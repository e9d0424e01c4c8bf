import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { NumberFigures, NumberReport } from '../../protocol/evaluation';
import { Select } from '../ui/controls';
import { counted } from '../ui/amounts';
import { count } from '../ui/numberFormat';
import { show } from './actions';
import { ChartCard, InReport } from './chartCard';
import { PredictedChart, ResidualChart, ResidualHistogram } from './charts/numberCharts';
import { type FigureRow, FiguresTable, FigureText } from './figuresTable';
import type { Shown } from './shown';

/** Numbers are predicted: how far off they are. */
export function NumberResults({
  report,
  shown,
}: {
  readonly report: NumberReport;
  readonly shown: Shown | null;
}): VNode {
  const inReport = useContext(InReport);
  const { names, columns } = report;
  const plots = shown?.plots ?? null;
  const of = shown?.of ?? 0;
  const name = names[of] ?? '';
  const figures = plots?.figures ?? columns[of];
  return (
    <>
      {names.length > 1 && <ColumnTable report={report} of={of} />}
      {names.length > 1 && !inReport && (
        <Select
          label="Column"
          value={String(of)}
          choices={names.map((label, i) => ({ value: String(i), label }))}
          onChange={(chosen) => show(Number(chosen))}
        />
      )}
      {figures !== undefined && (
        <FiguresTable label={`Measures of ${name}`} rows={numberRows(figures)} />
      )}
      {plots !== null && (
        <section class="charts" aria-label={`Charts of ${name}`}>
          <ChartCard
            title="Predicted against true"
            missing={plots.judged === 0 ? 'No row has a finite prediction.' : null}
            note={drawnText(plots.rows.length, plots.judged)}
          >
            <PredictedChart of={name} plots={plots} />
          </ChartCard>
          <ChartCard
            title="Residuals"
            missing={plots.judged === 0 ? 'No row has a finite prediction.' : null}
            note={`True − predicted: above 0 the model says too little. ${drawnText(plots.rows.length, plots.judged)}`}
          >
            <ResidualChart of={name} plots={plots} />
          </ChartCard>
          <ChartCard
            title="Histogram of residuals"
            missing={plots.residuals === null ? 'No row has a finite prediction.' : null}
            note={`True − predicted of ${counted(plots.judged, 'answer')}.`}
          >
            <ResidualHistogram of={name} plots={plots} />
          </ChartCard>
        </section>
      )}
    </>
  );
}

function drawnText(drawn: number, judged: number): string {
  return drawn === judged
    ? `${counted(judged, 'answer')}.`
    : `${count(drawn)} of ${count(judged)} answers are drawn, the most wrong among them.`;
}

function ColumnTable({
  report: { names, columns },
  of,
}: {
  readonly report: NumberReport;
  readonly of: number;
}): VNode {
  const inReport = useContext(InReport);
  return (
    <div class="wide" role="region" aria-label="Measures of each column" tabIndex={0}>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Column</th>
            {['MAE', 'RMSE', 'R²', 'Bias'].map((name) => (
              <th key={name} scope="col" class="numeric">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ mae, rmse, r2, bias }, i) => (
            <tr key={i} class={i === of && !inReport ? 'chosen' : ''}>
              <th scope="row">
                {inReport ? (
                  <bdi>{names[i]}</bdi>
                ) : (
                  <button type="button" class="link" onClick={() => show(i)}>
                    <bdi>{names[i]}</bdi>
                  </button>
                )}
              </th>
              {[mae, rmse, r2, bias].map(({ found }, j) => (
                <td key={j} class="numeric">
                  <FigureText brief figure={found} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function numberRows({ mae, rmse, r2, bias }: NumberFigures): readonly FigureRow[] {
  return [
    { name: 'MAE', title: 'Mean absolute error: mean of |true − predicted|', judged: mae },
    {
      name: 'RMSE',
      title: 'Root of the mean squared error: large errors count more',
      judged: rmse,
    },
    {
      name: 'R²',
      title: '1 − squared errors / squares about the mean: 1 is perfect, 0 no better than the mean',
      judged: r2,
    },
    {
      name: 'Bias',
      title: 'Mean of true − predicted: above 0 the model says too little on the whole',
      judged: bias,
    },
  ];
}
