import { EXPORT_FORMATS, type ExportFormat, isFolderFormat } from '../../core/exchange/formats';
import { pickOne } from '../window/pick';

/** Offered first the next time in this window. */
let last: ExportFormat | undefined;

export async function askFormat(
  formats: readonly ExportFormat[],
): Promise<ExportFormat | undefined> {
  const ordered = formats.toSorted((a, b) => Number(b === last) - Number(a === last));
  const items = ordered.map((format) => {
    const { label, extension, explanation } = EXPORT_FORMATS[format];
    const description = isFolderFormat(format) ? 'folder' : `.${extension}`;
    return { label, description, detail: explanation, format };
  });
  const picked = await pickOne(items, {
    title: 'Export Weights',
    placeHolder: 'As what?',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  last = picked?.format ?? last;
  return picked?.format;
}
