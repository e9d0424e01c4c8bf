import type { FolderEntry } from '../../../protocol/data';

/** One image: where it lies, from the folder that was chosen, and what it shows. */
export interface LabelledImage {
  readonly path: string;
  readonly label: string;
}

export interface ImageFolders {
  readonly training: readonly LabelledImage[];
  /** Empty where the folder has no part for it. */
  readonly validation: readonly LabelledImage[];
}

export type ListFolder = (path: string) => Promise<readonly FolderEntry[]>;

const IMAGE = /\.(?:png|jpe?g)$/i;
const TRAINING = /^train(?:ing)?$/i;
/** What is for validation comes before what is for a last test. */
const HELD_OUT = [/^val(?:id|idation)?$/i, /^test(?:ing)?$/i] as const;

/**
 * Images by class: a folder for each class, below the chosen folder or below its parts train and
 * validation. By name, so that every machine has them in the same order; names that begin with a dot
 * and what is no image are passed over.
 */
export async function findImages(list: ListFolder): Promise<ImageFolders> {
  const folders = namesOf(await list(''), 'folder');
  const training = folders.find((name) => TRAINING.test(name));
  if (training === undefined)
    return { training: await imagesOf(list, '', folders), validation: [] };
  const heldOut = HELD_OUT.map((pattern) => folders.find((name) => pattern.test(name))).find(
    (name) => name !== undefined,
  );
  const below = async (part: string): Promise<readonly LabelledImage[]> =>
    imagesOf(list, `${part}/`, namesOf(await list(part), 'folder'));
  return {
    training: await below(training),
    validation: heldOut === undefined ? [] : await below(heldOut),
  };
}

async function imagesOf(
  list: ListFolder,
  prefix: string,
  labels: readonly string[],
): Promise<readonly LabelledImage[]> {
  const images: LabelledImage[] = [];
  for (const label of labels) {
    const folder = `${prefix}${label}`;
    for (const name of namesOf(await list(folder), 'file'))
      if (IMAGE.test(name)) images.push({ path: `${folder}/${name}`, label });
  }
  return images;
}

function namesOf(entries: readonly FolderEntry[], kind: FolderEntry['kind']): readonly string[] {
  return entries
    .filter((entry) => entry.kind === kind && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
