import { counted } from '../core/shownNumber';
import type { ExportReport } from '../protocol/export';

/** "6 tensors, 1,234 bytes, 2 files: out". @param out As the person gave it. */
export function writtenText(
  tensors: number,
  { bytes, files }: Pick<ExportReport, 'bytes' | 'files'>,
  out: string,
): string {
  return `${counted(tensors, 'tensor')}, ${counted(bytes, 'byte')}, ${counted(files, 'file')}: ${out}`;
}
