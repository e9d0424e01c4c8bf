import { ModelFormatError } from '../../core/errors';
import type { WeightValues } from '../../core/format/weightSource';

/** Of a tensor that is cut off, all that replaces it is new. @returns undefined where values cannot be read. */
export async function whereReadable(
  read: Promise<WeightValues>,
): Promise<WeightValues | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ModelFormatError) return undefined;
    throw error;
  }
}
