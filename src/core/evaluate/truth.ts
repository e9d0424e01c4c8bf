import type { EncodedColumn } from '../dataset/targets';
import type { TaskKind } from '../dataset/defaults';
import { type TargetForm } from '../dataset/targetForm';
import { firstLargest } from './classRows';

/** How an output is judged: one class of several, several answers of yes or no, or numbers. */
export type JudgedAs = 'classes' | 'labels' | 'numbers';

/** @param units Size of the output's last axis. */
export function judgedAs(task: TaskKind, units: number): JudgedAs {
  switch (task) {
    case 'regression':
      return 'numbers';
    case 'multiLabel':
      return 'labels';
    case 'binary':
      return units === 1 ? 'classes' : 'labels';
    case 'multiClass':
      return 'classes';
  }
}

/**
 * The true class of each place, row after row. Of targets that are shares the largest counts, and of a
 * single share what is nearer.
 */
export function trueClasses(
  { values }: EncodedColumn,
  form: TargetForm,
  units: number,
): Int32Array {
  if (form === 'index') return Int32Array.from(values);
  if (units === 1) return Int32Array.from(values, (value) => Number(isYes(value, form)));
  return Int32Array.from({ length: values.length / units }, (_, place) =>
    firstLargest(values, place * units, units),
  );
}

export function isYes(value: number, form: TargetForm): boolean {
  return form === 'sign' ? value > 0 : value >= 0.5;
}

/**
 * What each class or number of an output is called: by its labels, or by its columns, else by its place.
 * @param before Stands before a place.
 */
export function namesOf(
  count: number,
  columns: readonly string[],
  classes: readonly string[] | null,
  before: string,
): readonly string[] {
  if (classes?.length === count) return classes;
  if (columns.length === count) return columns;
  return Array.from({ length: count }, (_, i) => `${before}${i}`);
}
