import type { EvaluationReport } from '../../protocol/evaluation';
import type { Turn } from '../turns';
import type { Judged, JudgedRows } from './judged';
import { reportOf } from './reports';

/** @param progress is told the share done after each class. */
export async function evaluationReport(
  { rows }: JudgedRows,
  judged: readonly Judged[],
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<EvaluationReport> {
  const outputs = [];
  for (const [i, one] of judged.entries()) {
    const share = async (done: number): Promise<void> => {
      progress((i + done) / judged.length);
      await turn();
    };
    outputs.push(await reportOf(one, share));
  }
  return { rows: rows.length, outputs };
}
