/** What `recordName` adds, in front of a time to the second; copies of a file are numbered behind it. */
const RECORD = /-training-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\b.*\.json$/i;

/**
 * What a record of a training is called where the user calls it nothing else: beside its model, and
 * by its name. No file system forbids it.
 * @param model Name of the model's file.
 */
export function recordName(model: string, began: Date): string {
  const stamp = began.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${model.replace(/\.json$/i, '')}-training-${stamp}.json`;
}

/** Whether a file is called as records are, which is no model whatever its name begins with. */
export function isRecordName(fileName: string): boolean {
  return RECORD.test(fileName);
}
