import { plural } from '../../core/format/sentence';
import { receiptText, storageText } from '../../core/inject/receipt';
import type { CopyPlan } from '../../protocol/compare';
import type { BroughtTensor } from '../../protocol/values';

export interface Copied {
  readonly plan: CopyPlan;
  /** Of the tensors of the plan. */
  readonly tensors: readonly BroughtTensor[];
  /** What the user calls B. */
  readonly from: string;
  /** What the user calls A. */
  readonly into: string;
}

/** What was copied, in Markdown: the receipt of an injection, of copies alone. */
export function copyReceipt({ plan, tensors, from, into }: Copied): string {
  const brought = new Map(tensors.map((tensor) => [tensor.weight, tensor]));
  return receiptText({
    done: 'Copied',
    target: into,
    sources: [from],
    base: null,
    lines: plan.tensors.flatMap(({ a, warnings, ...line }) => {
      const tensor = brought.get(a);
      if (tensor === undefined) return [];
      const { as, rounded, values, changed, normBefore, normAfter, relativeChange } = tensor;
      return {
        ...line,
        ...{ from: 0, rule: { kind: 'copy' }, part: null },
        ...{ values, changed, normBefore, normAfter, relativeChange },
        warnings: [
          ...warnings,
          ...(as === null ? [] : [storageText(as)]),
          ...(rounded ? ['Values of B were rounded to what it holds.'] : []),
        ],
      };
    }),
    skipped: plan.left,
    staleOptimizer: plan.staleOptimizer,
  });
}

/** The same in short, for a notification. */
export function copiedText({ plan, tensors, from, into }: Copied): string {
  const changed = tensors.filter((tensor) => tensor.changed > 0);
  const what =
    plan.tensors.length === 1 ? plan.what : `${plural(changed.length, 'tensor')} of ${plan.what}`;
  const converted = changed.filter(({ as }) => as === 'float32').length;
  const rounded = changed.filter((tensor) => tensor.rounded).length;
  const said = [
    ...(converted > 0 ? [`${plural(converted, 'quantized tensor')} became float32`] : []),
    ...(rounded > 0 ? [`${plural(rounded, 'tensor')} had values rounded`] : []),
    ...(plan.left.length > 0 ? [`${plural(plan.left.length, 'tensor')} left alone`] : []),
    ...(plan.staleOptimizer ? ['the state of the optimizer no longer fits the weights'] : []),
  ];
  const done = `Copied ${what} from ${from} into ${into}, not saved yet`;
  return said.length === 0 ? `${done}.` : `${done}: ${said.join(', ')}.`;
}
