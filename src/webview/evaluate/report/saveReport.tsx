import { signal } from '@preact/signals';
import { render } from 'preact';
import type { OutputReport } from '../../../protocol/evaluation';
import { usualOf, usualStep } from '../actions';
import { InReport } from '../chartCard';
import { host } from '../host';
import { reportHtml } from './reportHtml';
import { Results } from '../results';
import type { Shown } from '../shown';
import * as state from '../state';

/** Asks where to, then writes the page as a file that stands alone: every output, the classes that are shown. */
export async function saveReport(): Promise<void> {
  const { evaluation, asked, output, begin } = state;
  const [found, chosen] = [evaluation.value, asked.value];
  if (found === null || chosen === null) return;
  const shown = await Promise.all(
    found.report.outputs.map((report, i) =>
      i === output.value
        ? Promise.resolve(state.shown.value)
        : usuallyShown(found.prepared, i, report),
    ),
  );
  const holder = document.createElement('div');
  render(
    <InReport.Provider value>
      <Results evaluation={found} asked={chosen} output={output.value} shown={shown} />
    </InReport.Provider>,
    holder,
  );
  const html = reportHtml(begin.value?.target ?? '', holder.innerHTML);
  render(null, holder);
  await host.saveReport({ html });
}

async function usuallyShown(
  prepared: number,
  output: number,
  report: OutputReport,
): Promise<Shown> {
  const at = { prepared, output };
  if (report.kind === 'numbers') {
    const plots = await host.plots({ ...at, column: 0 });
    return { of: 0, plots, curves: null, at: signal(0), cell: null };
  }
  const of = usualOf(report);
  const curves = await host.curves({ ...at, of });
  return { of, curves, plots: null, at: signal(usualStep(curves)), cell: null };
}
