import type { Figure } from '../../core/evaluate/figure';
import { percentText, shortOr } from '../ui/numberFormat';

/** The number, or that there is none; why is told by the title. */
export function figureText({ value }: Figure): string {
  return shortOr(value);
}

export function shareText({ value }: Figure): string {
  return value === null ? 'n/a' : percentText(value, 1);
}
