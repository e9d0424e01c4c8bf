import { outputDifference } from '../../core/compare/outputDifference';
import { previewRows } from '../../core/dataset/preview';
import type { OutputComparison, OutputPairsApi } from '../../protocol/behaviour';
import { Turns } from '../turns';
import { evaluationReport } from './evaluationReport';
import type { RowsOf } from './evaluations';
import { type Judged, type JudgedRows, judgeOutputs, targetsOf } from './judged';
import { originOf } from './origin';

/** What two models say of what was prepared. */
export function createOutputPairs(rowsOf: RowsOf): OutputPairsApi {
  const turns = new Turns();
  return {
    compareOutputs: ({ prepared, part, a, b }, { signal, progress }) =>
      turns.foreground(signal, async (turn) => {
        const rows = rowsOf(prepared, part);
        const targets = targetsOf(rows);
        const judgedA = await judgeOutputs(rows, targets, a, turn);
        const judgedB = await judgeOutputs(rows, targets, b, turn);
        const outputs: OutputComparison[] = [];
        for (const [i, one] of judgedA.entries()) {
          const other = judgedB[i];
          if (other !== undefined) outputs.push(comparison(rows, one, other));
          await turn();
        }
        const half = (from: number) => (fraction: number) =>
          progress({ fraction: from + fraction / 2 });
        return {
          columns: previewRows(rows.table, 0, 0).names,
          outputs,
          a: await evaluationReport(rows, judgedA, turn, half(0)),
          b: await evaluationReport(rows, judgedB, turn, half(0.5)),
        };
      }),
  };
}

function comparison(rows: JudgedRows, a: Judged, b: Judged): OutputComparison {
  const columns = a.kind === 'labels' ? a.predictions.names.length : a.predictions.columns;
  const isOfClasses = a.kind === 'classes';
  const { listed, ...difference } = outputDifference({
    a: a.predictions.outputs,
    b: b.predictions.outputs,
    rows: a.predictions.outputs.length / columns,
    columns,
    border: isOfClasses ? a.predictions.border : null,
  });
  const origin = originOf(rows.rows, a.places);
  return {
    name: a.name,
    classes: isOfClasses ? a.predictions.names : null,
    difference,
    listed: listed.map((answer) => {
      const row = origin.row(answer.row);
      return {
        ...answer,
        line: row + 1,
        place: origin.place(answer.row),
        actual: isOfClasses ? (a.predictions.labels[answer.row] ?? null) : null,
        cells: previewRows(rows.table, row, row + 1).rows[0] ?? [],
      };
    }),
  };
}
