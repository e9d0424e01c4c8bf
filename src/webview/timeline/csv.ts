import { nameCell } from '../../core/exchange/csvCell';
import type { StepResult, TimelineTensor } from '../../protocol/timeline';
import type { StepName } from '../../protocol/timelinePage';
import { layersOf, moved, partsOf, single } from './movement';

const HEAD = 'step,checkpoint,part,name,relative_from_first,relative_from_previous,note';

/** A line for each step and part, with every digit: the whole model, its layers and its tensors. */
export function timelineCsv(
  steps: readonly StepName[],
  tensors: readonly TimelineTensor[],
  results: readonly StepResult[],
): string {
  const [whole, ...layers] = partsOf(tensors, null);
  const each = [...layersOf(tensors).values()].flat().map((i) => single(tensors, i));
  const parts = [
    ...(whole === undefined ? [] : [{ kind: 'model', part: whole }]),
    ...layers.map((part) => ({ kind: 'layer', part })),
    ...each.map((part) => ({ kind: 'tensor', part })),
  ];
  const lines = results.flatMap((result) => {
    const own = [String(result.step + 1), steps[result.step]?.name ?? ''];
    if ('problem' in result) return [[...own, '', '', '', '', result.problem]];
    return parts.map(({ kind, part }) => [
      ...own,
      kind,
      part.label,
      String(moved(result, 'first', part) ?? ''),
      String(moved(result, 'previous', part) ?? ''),
      '',
    ]);
  });
  return `${[HEAD, ...lines.map((line) => line.map(nameCell).join(','))].join('\r\n')}\r\n`;
}
