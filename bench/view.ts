import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { Workbench } from '../test/support/workbench';
import { type Bench, type Figure, median, round } from './support/bench';
import { buildProduction } from './support/build';
import { checkPicture } from './support/checkPicture';
import { type FirstPicture, firstPicture } from './support/firstPicture';
import { longestTaskWhile, panAndZoom, settle } from './support/gestures';
import { linkModel, TENSORS, type TensorName, type ViewSizes, viewModel } from './models/viewModel';

const CACHE = join(process.cwd(), '.cache', 'bench');

const FULL: ViewSizes = { embedding: [50_257, 768], kernel: [16_384, 16_384] };
/** One whose pixels are cells, and one whose pixels are made from an overview of all values. */
const SMALL: ViewSizes = { embedding: [5_000, 96], kernel: [1_100, 1_100] };

/** How often each tensor is selected for the first time. */
const SELECTIONS = 7;
const QUICK_SELECTIONS = 2;
/** The first is on screen when the model is opened; the last is for panning and zooming. */
const SPARE = 2;

/** A moment after which pictures that nobody waits for have come. */
const REST_MS = 2000;

export const viewBench: Bench = {
  title: 'first picture, panning and zooming of a 50257 x 768 embedding and a 16384 x 16384 kernel',

  async run(say, quick): Promise<readonly Figure[]> {
    say('Building the extension for production …');
    buildProduction();
    const workbench = await Workbench.open();
    try {
      say('Writing the model (1.2 GB, once) …');
      const { frame } = await openViewModel(workbench, FULL, SELECTIONS);
      await settle(frame);
      const pictures = await firstPictures(frame, quick ? QUICK_SELECTIONS : SELECTIONS, say);
      return figures(pictures, await longestTasks(workbench, frame, SELECTIONS, say));
    } finally {
      await workbench.close();
    }
  },

  async short(say): Promise<readonly Figure[]> {
    buildProduction();
    const workbench = await Workbench.open();
    try {
      return await shortViews(workbench, say);
    } finally {
      await workbench.close();
    }
  },
};

/** The short form, in a window that is open: checks that both tensors are drawn and show their values. */
export async function shortViews(
  workbench: Workbench,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const { frame, path } = await openViewModel(workbench, SMALL, 1);
  const pictures = await firstPictures(frame, 1, say);
  const tasks = await longestTasks(workbench, frame, 1, say);
  // The kernel is on screen now, and is shown again after the embedding.
  for (const tensor of TENSORS) await checkPicture(frame, path, `${tensor} 1`);
  say('  values are those of the files');
  return figures(pictures, tasks);
}

async function openViewModel(
  workbench: Workbench,
  sizes: ViewSizes,
  selections: number,
): Promise<{ readonly frame: Frame; readonly path: string }> {
  const path = await viewModel(CACHE, selections + SPARE, sizes);
  await linkModel(path, join(workbench.folder, 'view'));
  return { frame: await workbench.openModel('view/model.json'), path };
}

type Pictures = Readonly<Record<TensorName, readonly FirstPicture[]>>;

/** Of each tensor in turn, under another name each time. */
async function firstPictures(
  frame: Frame,
  selections: number,
  say: (line: string) => void,
): Promise<Pictures> {
  const pictures: Record<TensorName, FirstPicture[]> = { embedding: [], kernel: [] };
  for (let i = 0; i < selections; i++) {
    for (const tensor of TENSORS) {
      const picture = await firstPicture(frame, `${tensor} ${i + 2}`);
      pictures[tensor].push(picture);
      const { first, whole } = picture;
      say(`  ${tensor}: first picture ${round(first)} ms, from all values ${round(whole)} ms`);
    }
  }
  return pictures;
}

async function longestTasks(
  workbench: Workbench,
  frame: Frame,
  selections: number,
  say: (line: string) => void,
): Promise<readonly number[]> {
  const tasks: number[] = [];
  for (const tensor of TENSORS) {
    await firstPicture(frame, `${tensor} ${selections + SPARE}`);
    await frame.waitForTimeout(REST_MS);
    const canvas = frame.locator('.heatmap canvas').first();
    const act = (): Promise<void> => panAndZoom(workbench, canvas);
    tasks.push(await longestTaskWhile(workbench, `${tensor}, heatmap`, act, say));
  }
  return tasks;
}

function figures(pictures: Pictures, tasks: readonly number[]): readonly Figure[] {
  const of = (tensor: TensorName, which: keyof FirstPicture): number =>
    round(median(pictures[tensor].map((picture) => picture[which])));
  return [
    {
      key: 'firstPictureMs',
      value: Math.max(of('embedding', 'first'), of('kernel', 'first')),
      bound: '< 150',
      meaning: 'from the selection to the first picture, the larger of both medians',
    },
    {
      key: 'embeddingPictureMs',
      value: of('embedding', 'first'),
      bound: '< 150',
      meaning: 'that of the embedding',
    },
    {
      key: 'kernelPictureMs',
      value: of('kernel', 'first'),
      bound: '< 150',
      meaning: 'that of the kernel, a preview from some of its rows',
    },
    {
      key: 'kernelWholePictureMs',
      value: of('kernel', 'whole'),
      bound: 'reported',
      meaning: 'the same until all 1 GiB of it are in its picture',
    },
    {
      key: 'longestTaskMs',
      value: round(Math.max(...tasks), 1),
      bound: '<= 16',
      meaning: 'longest main-thread task while panning and zooming either heatmap',
    },
  ];
}
