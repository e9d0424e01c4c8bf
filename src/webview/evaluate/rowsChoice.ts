import { type DrawnSplit, rememberedSeed, splitProblem } from '../../core/dataset/split';
import type { TableInfo, ValidationRequest } from '../../protocol/data';
import type { RememberedValidation } from '../../protocol/dataPage';
import type { EvaluatedPart } from '../../protocol/evaluation';
import { count } from '../ui/numberFormat';

/** 'own' is the part for validation that the file itself holds. */
export type RowsKind = 'all' | 'own' | EvaluatedPart;

/** Which rows are evaluated; the split is drawn as training draws it. */
export interface RowsChoice extends DrawnSplit {
  readonly kind: RowsKind;
}

/** As Retrain has it where nobody changes it. */
export const USUAL_ROWS: RowsChoice = { kind: 'all', fraction: 0.2, seed: 1, stratified: true };

/** The rows that the last training did not see, where it is known which. */
export function rowsAsTrained(
  trained: RememberedValidation | undefined,
  hasOwn: boolean,
): RowsChoice {
  if (trained?.kind === 'fraction') {
    const { fraction, seed, stratified } = trained;
    return { kind: 'validation', fraction, seed: rememberedSeed(seed), stratified };
  }
  return { ...USUAL_ROWS, kind: hasOwn ? 'own' : 'all' };
}

/** Whether the split is the one of the last training. */
export function isAsTrained(
  { fraction, seed, stratified }: RowsChoice,
  trained: RememberedValidation | undefined,
): boolean {
  return (
    trained?.kind === 'fraction' &&
    trained.fraction === fraction &&
    rememberedSeed(trained.seed) === seed &&
    trained.stratified === stratified
  );
}

/** What the data worker is asked for, and which part of it is evaluated. */
export function requestFor(
  { kind, fraction, seed, stratified }: RowsChoice,
  own: TableInfo['validation'],
): { readonly validation: ValidationRequest; readonly part: EvaluatedPart } {
  if (kind === 'own' && own !== null)
    return { validation: { kind: 'table', table: own.table }, part: 'validation' };
  if (kind === 'training' || kind === 'validation')
    return { validation: { kind: 'fraction', fraction, seed, stratified }, part: kind };
  return { validation: { kind: 'none' }, part: 'training' };
}

/** Why it cannot be asked for, null where it can. */
export function rowsProblem({ kind, ...split }: RowsChoice): string | null {
  return kind === 'all' || kind === 'own' ? null : (splitProblem(split) ?? null);
}

/** "360 rows: the part for validation (20 %, seed 1, by class)". */
export function rowsText(
  { kind, fraction, seed, stratified }: RowsChoice,
  rows: number,
  places: number,
): string {
  const split = `${Number((100 * fraction).toPrecision(4))} % for validation, seed ${seed}${stratified ? ', by class' : ''}`;
  const which = {
    all: 'all rows',
    own: 'the part for validation that the file holds',
    training: `the part for training (${split})`,
    validation: `the part for validation (${split})`,
  }[kind];
  const answers = places === 1 ? '' : `, ${count(rows * places)} answers`;
  return `${count(rows)} ${rows === 1 ? 'row' : 'rows'}${answers}: ${which}`;
}
