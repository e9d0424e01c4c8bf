import { ModelMismatchError } from '../../core/errors';
import {
  classCsv,
  labelsCsv,
  type LineStart,
  regressionCsv,
} from '../../core/evaluate/predictionsCsv';
import type { EvaluatedPart, EvaluationApi } from '../../protocol/evaluation';
import { writeBeside } from '../export/beside';
import { type Turn, Turns } from '../turns';
import { cellRows } from './cellRows';
import { evaluationReport } from './evaluationReport';
import { type Judged, type JudgedRows, judgeOutputs, targetsOf } from './judged';
import { numberPlots } from './numberPlots';
import { type Origin, originOf } from './origin';
import { curvesOf } from './ranking';

export interface Evaluations {
  readonly api: EvaluationApi;
  /** To be told when what was prepared is forgotten. */
  readonly release: (prepared: number) => void;
}

interface Held {
  readonly rows: JudgedRows;
  readonly outputs: readonly Judged[];
}

/** What was prepared under a number. @throws where nothing was. */
export type RowsOf = (prepared: number, part: EvaluatedPart) => JudgedRows;

export function createEvaluations(rowsOf: RowsOf): Evaluations {
  const held = new Map<number, Held>();
  const turns = new Turns();
  const find = ({
    prepared,
    output,
  }: {
    prepared: number;
    output: number;
  }): { readonly judged: Judged; readonly rows: JudgedRows; readonly origin: Origin } => {
    const { rows, outputs } = held.get(prepared) ?? {};
    const judged = outputs?.[output];
    if (rows === undefined || judged === undefined)
      throw new ModelMismatchError('These rows are no longer held. Evaluate them again.');
    return { judged, rows, origin: originOf(rows.rows, judged.places) };
  };
  const api: EvaluationApi = {
    judge: ({ prepared, part, outputs }, { signal, progress }) =>
      turns.foreground(signal, async (turn) => {
        const rows = rowsOf(prepared, part);
        const judged = await judgeOutputs(rows, targetsOf(rows), outputs, turn);
        const report = await evaluationReport(rows, judged, turn, (fraction) =>
          progress({ fraction }),
        );
        held.set(prepared, { rows, outputs: judged });
        return report;
      }),
    curves: ({ of, ...at }, { signal }) =>
      turns.foreground(signal, async (turn) => {
        await turn();
        const { judged } = find(at);
        if (judged.kind === 'numbers') throw new RangeError('Numbers have no thresholds.');
        return curvesOf(judged, of);
      }),
    plots: ({ column, ...at }, { signal }) =>
      turns.foreground(signal, async (turn) => {
        await turn();
        const { judged, origin } = find(at);
        if (judged.kind !== 'numbers') throw new RangeError('Classes have no residuals.');
        return numberPlots(judged, column, (answer) => origin.row(answer) + 1);
      }),
    rowsOf: ({ prepared, output, ...range }, { signal }) =>
      turns.foreground(signal, async (turn) => {
        await turn();
        const { judged, rows, origin } = find({ prepared, output });
        if (judged.kind !== 'classes') throw new RangeError('Only classes are confused.');
        return cellRows(rows, judged, origin, range);
      }),
    predictionsCsv: ({ column, target, ...at }, { signal }) =>
      turns.foreground(signal, async (turn) => {
        const { judged, origin } = find(at);
        const pieces = csvOf(judged, column, origin.line);
        if (target === null) return { text: await joined(pieces, turn) };
        await writeBeside(target, async (sink) => {
          const encoder = new TextEncoder();
          for (const piece of pieces) {
            await sink.write(encoder.encode(piece));
            await turn();
          }
        });
        return { text: null };
      }),
  };
  return { api, release: (prepared) => void held.delete(prepared) };
}

function csvOf(judged: Judged, column: number, start: LineStart): Generator<string> {
  switch (judged.kind) {
    case 'classes':
      return classCsv(judged.predictions, judged.rows, start);
    case 'labels':
      return labelsCsv(judged.predictions, start);
    case 'numbers':
      return regressionCsv({ ...judged.predictions, column }, start);
  }
}

async function joined(pieces: Generator<string>, turn: Turn): Promise<string> {
  const texts: string[] = [];
  for (const piece of pieces) {
    texts.push(piece);
    await turn();
  }
  return texts.join('');
}
