import { checkMetadataPlace } from '../../core/format/write/editMetadata';
import {
  injectLabel,
  type Receipt,
  receiptText,
  type ReceiptLine,
  storageText,
} from '../../core/inject/receipt';
import { receiptMetadata } from '../../core/inject/receiptMetadata';
import { planRow } from '../../core/inject/plan';
import type { Patch } from '../../core/model/edits/edit';
import type { ValueStore } from '../../core/model/edits/valueStore';
import { weightShapeText } from '../../core/model/rowText';
import type { ApplyRequest, Injected, InjectStep } from '../../protocol/inject';
import type { OpenedModel } from '../openedModel';
import type { Turn } from '../turns';
import { applyStep, partText } from './applyStep';
import { hasOptimizer } from './hasOptimizer';
import type { OpenSource } from './sourceList';
import type { ResolvedStep } from './stepValues';

export interface Application {
  readonly opened: OpenedModel;
  readonly steps: readonly {
    readonly step: InjectStep;
    readonly resolved: ResolvedStep;
    readonly source: OpenSource;
  }[];
  readonly base: OpenSource | undefined;
  readonly request: ApplyRequest;
  readonly store: ValueStore | undefined;
}

/** One edit of all steps, and the receipt. Where a step fails there is no edit at all. */
export async function applyPlan(
  { opened, steps, base, request, store }: Application,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<Injected> {
  if (request.keepReceipt) checkMetadataPlace(opened.model.json);
  const all = steps.reduce((sum, { resolved }) => sum + resolved.count, 0);
  const sources = [...new Set(steps.map(({ source }) => source))];
  const labels = sources.map(({ request: { label } }) => label);
  const patches: Patch[] = [];
  const lines: ReceiptLine[] = [];
  let done = 0;
  for (const { step, resolved, source } of steps) {
    const { patch, numbers } = await applyStep(resolved, store, turn, (fraction) =>
      progress((done + fraction * resolved.count) / Math.max(1, all)),
    );
    done += resolved.count;
    if (patch !== null) patches.push(patch);
    const target = { model: opened.model, broken: new Map<number, string>() };
    const { warnings } = planRow(target, step.target, source, step.weight, step.by);
    const isStored = patch !== null && resolved.target.quantization !== undefined;
    lines.push({
      target: resolved.target.name,
      shape: weightShapeText(resolved.target),
      source: resolved.source.name,
      from: sources.indexOf(source),
      by: step.by,
      rule: step.rule,
      part: partText(resolved.overlap),
      warnings: isStored ? [...warnings, storageText(request.quantized)] : warnings,
      ...numbers,
    });
  }
  const receipt: Receipt = {
    done: 'Injected',
    target: request.target,
    sources: labels,
    base: base?.request.label ?? null,
    lines,
    skipped: request.skipped.map(({ target, reason }) => ({
      target: opened.weight(target).name,
      reason,
    })),
    staleOptimizer: hasOptimizer(opened.model),
  };
  const storage = patches
    .filter(({ weight }) => opened.weight(weight).quantization !== undefined)
    .map(({ weight }) => ({ weight, as: request.quantized }));
  const metadata = request.keepReceipt ? [receiptMetadata(receipt, new Date())] : [];
  const edit =
    patches.length === 0 ? null : { label: injectLabel(labels), patches, storage, metadata };
  return { edit, receipt: receiptText(receipt) };
}
