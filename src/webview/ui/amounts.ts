import { count } from './numberFormat';

/** "1 layer", "3 layers". */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}
