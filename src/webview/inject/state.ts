import { computed, signal } from '@preact/signals';
import { usualRule, type Rule } from '../../core/inject/rule';
import type { QuantizedStorage } from '../../core/model/edits/edit';
import type { PlanLine, SourceInfo, StepPreview } from '../../protocol/inject';
import { type Choice, type Choices, rowOf, type Row } from './choices';

/** Path of the open model; null until the host has said it. */
export const target = signal<string | null>(null);

export const sources = signal<readonly SourceInfo[]>([]);

/** The model from which differences are taken. */
export const base = signal<SourceInfo | null>(null);

/** A line for every weight of the open model; null until the plan is made. */
export const lines = signal<readonly PlanLine[] | null>(null);

/** What to do about the optimizer's state, null where the file has none. */
export const staleOptimizer = signal<string | null>(null);

export const choices = signal<Choices>(new Map());

export const ruleForAll = signal<Rule>(usualRule('copy'));

/** How quantized weights hold their new values. */
export const quantized = signal<QuantizedStorage>('float32');

/** Whether saving writes a receipt into model.json. */
export const keepReceipt = signal(false);

/** Target weight of the row whose preview is shown. */
export const selected = signal<number | null>(null);

/** Why the last thing asked for was not done. */
export const error = signal<string | null>(null);

/** 0 to 1 while the edit is being made, else null. */
export const applying = signal<number | null>(null);

export interface Preview {
  readonly target: number;
  /** Null while it is on its way. */
  readonly result: StepPreview | null;
  readonly problem: string | null;
}

export const preview = signal<Preview | null>(null);

export const rows = computed<readonly Row[]>(() =>
  (lines.value ?? []).map((line) =>
    rowOf(line, choices.value.get(line.target.weight), ruleForAll.value),
  ),
);

export const selectedRow = computed(() =>
  rows.value.find(({ line }) => line.target.weight === selected.value),
);

/** Changes what the user chose for some weights. */
export function choose(targets: readonly number[], change: Choice): void {
  const next = new Map(choices.value);
  for (const weight of targets) next.set(weight, { ...next.get(weight), ...change });
  choices.value = next;
}
