// The licences of the packages whose code is in dist/: each of them asks to go along with copies.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/**
 * @param {readonly import('esbuild').Metafile[]} metafiles of the bundles.
 * @param {readonly string[]} copied folders of packages whose files are copied and not bundled.
 * @returns {Promise<string>} name, version, licence and its text of each package, ordered by name.
 */
export async function noticesOf(metafiles, copied) {
  const folders = new Set(copied);
  for (const { outputs } of metafiles)
    for (const { inputs } of Object.values(outputs))
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = PACKAGE.exec(path)?.[1];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
  const notices = await Promise.all([...folders].map(noticeOf));
  notices.sort((a, b) => (a.title < b.title ? -1 : 1));
  return [
    'Weightscope contains code of the packages below, under the licences given with each.',
    ...notices.map(({ title, text }) => `${'-'.repeat(72)}\n${title}\n\n${text}`),
  ].join('\n\n');
}

/** @param {string} folder of an installed package. */
async function noticeOf(folder) {
  const described = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const title = `${described.name} ${described.version} (${described.license})`;
  const files = (await readdir(folder)).filter((name) => LICENCE_FILE.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  if (described.license === undefined) throw new Error(`${title} states no licence.`);
  return { title, text: texts.map((text) => text.trim()).join('\n\n') || sourceOf(described) };
}

/** Some packages name their licence and come without its text. */
function sourceOf({ author, homepage, repository }) {
  const known = [author?.name ?? author, homepage ?? repository?.url];
  return `${known.filter((part) => part !== undefined).join(', ')}\nThe package comes without the text of its licence.`;
}
