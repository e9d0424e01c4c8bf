import { withChannels } from '../../../core/dataset/images/channels';
import { type ImageSize, imageSizeOf } from '../../../core/dataset/images/imageSize';
import { resized } from '../../../core/dataset/images/resize';
import type { DataModel } from '../../../core/dataset/dataModel';
import { MAX_CELLS, type Table } from '../../../core/dataset/table';
import { refusedData } from '../../../core/dataset/tableBuilder';
import { textColumn } from '../../../core/dataset/textColumn';
import type { ModelFiles } from '../../../core/format/modelFiles';
import { plural } from '../../../core/format/sentence';
import type { Turn } from '../../turns';
import type { ReadTables } from '../readTable';
import { decodeImage, type RgbaImage } from './decodeImage';
import { findImages, type LabelledImage, type ListFolder } from './imageFolders';

/** What a table takes at most, of bytes as of numbers. */
const MAX_BYTES = MAX_CELLS * Float64Array.BYTES_PER_ELEMENT;
/** No image of so many pixels as are read takes more, without being made to. */
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/**
 * The images of a folder with a folder for each class, as bytes of the size that the model takes: a
 * column `image`, its `class`, and its `file` for whoever wants to find it again.
 * @param name of the folder, for messages.
 * @throws ModelFormatError naming the image that is to blame, ModelMismatchError where the model takes none.
 */
export async function readImages(
  files: ModelFiles,
  list: ListFolder,
  name: string,
  model: DataModel,
  turn: Turn,
  progress: (fraction: number) => void,
): Promise<ReadTables> {
  const { training, validation } = await findImages(list);
  const [first] = training;
  if (first === undefined)
    throw refusedData(
      name,
      'has no folders with PNG or JPEG images in them. Choose the folder that holds a folder for each class.',
    );
  const size = imageSizeOf(model, await readImage(files, first));
  const count = training.length + validation.length;
  const bytes = count * size.height * size.width * size.channels;
  if (bytes > MAX_BYTES)
    throw refusedData(
      name,
      `has ${plural(count, 'image')}, which take ${(bytes / 1e6).toFixed(0)} MB at ${size.height} × ${size.width} × ${size.channels}, and ${MAX_BYTES / 1e6} MB can be held. Choose a part of them.`,
    );
  let done = 0;
  const tableOf = async (images: readonly LabelledImage[]): Promise<Table> => {
    const each = size.height * size.width * size.channels;
    const pixels = new Uint8Array(images.length * each);
    for (const [i, image] of images.entries()) {
      pixels.set(fitted(await readImage(files, image), size), i * each);
      progress(++done / count);
      await turn();
    }
    const shape = [size.height, size.width, size.channels];
    return {
      name,
      rows: images.length,
      columns: [
        { name: 'image', shape, numbers: pixels, codes: null, words: [] },
        textColumn(
          'class',
          [],
          images.map(({ label }) => label),
        ),
        textColumn(
          'file',
          [],
          images.map(({ path }) => path),
        ),
      ],
    };
  };
  return {
    table: await tableOf(training),
    validation: validation.length === 0 ? null : await tableOf(validation),
  };
}

async function readImage(files: ModelFiles, { path }: LabelledImage): Promise<RgbaImage> {
  const size = await files.size(path);
  if (size > MAX_FILE_BYTES)
    throw refusedData(
      path,
      'is larger than 256 MiB. Make it smaller, or take it out of the folder.',
    );
  return decodeImage(await files.read(path, 0, size), path);
}

function fitted({ height, width, rgba }: RgbaImage, size: ImageSize): Uint8Array {
  const { channels } = size;
  const values = withChannels(rgba, channels);
  return resized({ height, width, channels, values }, size.height, size.width);
}
