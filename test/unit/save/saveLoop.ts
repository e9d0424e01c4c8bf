import { cp, mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readModel } from '../../../src/core/model/readModel';
import { saveChanged, type TestChange } from '../../support/changedModel';

/*
 * A process that saves until it is killed. Arguments:
 * - `again PATH VALUE NAME[:requantize]…`: fills these weights with VALUE, then with VALUE + 1, and so on.
 * - `copies PATH VALUE NAME…`: stores them as float32 and fills them with VALUE, each time in a new copy
 *   of the model's folder beside it, named 1, 2, …
 */
const [mode = '', path = '', first = '', ...names] = process.argv.slice(2);

async function filled(model: string, value: number): Promise<Record<string, TestChange>> {
  const { manifest } = readModel(await readFile(model, 'utf8'), 'model.json');
  return Object.fromEntries(
    names.map((each) => {
      const [name = '', as] = each.split(':');
      const size = manifest.entries.find((entry) => entry.name === name)?.size ?? 0;
      const values = new Float32Array(size).fill(value);
      // Two values, or the stored bytes would be the same whatever they are.
      if (as === 'requantize') values[0] = value + (value % 2);
      return [name, { values, as: as === 'requantize' ? 'requantize' : 'float32' }];
    }),
  );
}

async function main(): Promise<void> {
  process.stdout.write('ready');
  for (let round = 0; ; round++) {
    if (mode === 'again') {
      const value = Number(first) + round;
      await saveChanged(path, await filled(path, value));
      continue;
    }
    const folder = dirname(path);
    const partial = join(dirname(folder), 'partial', String(round));
    await mkdir(dirname(partial), { recursive: true });
    await cp(folder, partial, { recursive: true });
    const copy = join(dirname(folder), String(round));
    await rename(partial, copy);
    const model = join(copy, 'model.json');
    await saveChanged(model, await filled(model, Number(first)));
  }
}

void main();
