import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { LabelReport } from '../../protocol/evaluation';
import { show } from './actions';
import { InReport } from './chartCard';
import { ClassTable } from './classTable';
import { Curves } from './curves';
import { type FigureRow, FiguresTable } from './figuresTable';
import type { Shown } from './shown';
import { MacroText } from './macroText';

/** Each label is right or wrong by itself. */
export function LabelResults({
  report,
  shown,
}: {
  readonly report: LabelReport;
  readonly shown: Shown | null;
}): VNode {
  const inReport = useContext(InReport);
  const { names, classes, ranked, figures } = report;
  const rows: readonly FigureRow[] = [
    {
      name: 'All labels right',
      title: 'Share of answers that have exactly the labels that the model names',
      judged: figures.allRight,
      isShare: true,
    },
    {
      name: 'Labels right',
      title: 'Share of all answers of yes or no that are right: 1 − Hamming loss',
      judged: figures.answersRight,
      isShare: true,
    },
    {
      name: 'Macro F1',
      title: 'Mean F1 of the labels that are true or named somewhere',
      judged: figures.macroF1,
      isShare: true,
    },
  ];
  return (
    <>
      <FiguresTable label="Measures over all labels" rows={rows} />
      <section class="evaluateSection" aria-label="Labels">
        <h3>Each label</h3>
        <ClassTable
          label="Measures of each label"
          classes={classes}
          ranked={ranked}
          of={shown?.of ?? null}
          onChoose={inReport ? undefined : show}
        />
        <MacroText report={report} />
      </section>
      {shown?.curves != null && (
        <Curves names={names} shown={shown} curves={shown.curves} onlyOne={false} />
      )}
    </>
  );
}
