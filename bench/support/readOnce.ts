import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';

const BUFFER_BYTES = 1024 * 1024;

/** Reads all shards beside a model.json from end to end, on this thread. */
export function readOnce(path: string): void {
  const folder = dirname(path);
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  for (const name of readdirSync(folder)) {
    const file = openSync(join(folder, name), 'r');
    while (readSync(file, buffer, 0, BUFFER_BYTES, null) > 0);
    closeSync(file);
  }
}
