/** Whether values of this type have digits after the point. Integers, truth values and strings have one form only. */
export function isFractional(dtype: string): boolean {
  return dtype.startsWith('float') || dtype.startsWith('bfloat') || dtype.startsWith('complex');
}
