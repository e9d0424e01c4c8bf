import { persisted } from '../ui/persisted';
import { NUMBER_FORMATS, type NumberFormat } from '../ui/numberFormat';

/** What the ends of the colour map stand for. */
const SCALE_MODES = ['tensor', 'central', 'model'] as const;
export type ScaleMode = (typeof SCALE_MODES)[number];

/** How a pixel that covers many cells gets its colour. */
const SUMMARIES = ['mean', 'extreme'] as const;
export type Summary = (typeof SUMMARIES)[number];

export const TABS = ['matrix', 'filters'] as const;
export type Tab = (typeof TABS)[number];

/** Choices that hold for every tensor, kept when another is selected. */
export const numberFormat = persisted<NumberFormat>('tensor.format', 'full', oneOf(NUMBER_FORMATS));
export const scaleMode = persisted<ScaleMode>('tensor.scale', 'tensor', oneOf(SCALE_MODES));
export const summary = persisted<Summary>('tensor.summary', 'mean', oneOf(SUMMARIES));
export const tint = persisted<boolean>('tensor.tint', true, isBoolean);
export const logCounts = persisted<boolean>('tensor.logCounts', false, isBoolean);
export const aloneScale = persisted<boolean>('tensor.aloneScale', false, isBoolean);

function oneOf<T extends string>(choices: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => choices.some((choice) => choice === value);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
