import { join } from 'node:path';
import { Workbench } from '../test/support/workbench';
import { type Bench, type Figure, median, round } from './support/bench';
import { buildProduction } from './support/build';
import { type FirstPicture, firstPicture } from './support/firstPicture';
import { longestTaskWhile, panAndZoom, settle } from './support/gestures';
import { linkModel, viewModel } from './support/viewModel';

const CACHE = join(process.cwd(), '.cache', 'bench');

/** How often each tensor is selected for the first time. */
const SELECTIONS = 7;
const QUICK_SELECTIONS = 2;
/** The first is on screen when the model is opened; the last is for panning and zooming. */
const NAMES = SELECTIONS + 2;

const TENSORS = ['embedding', 'kernel'] as const;

export const viewBench: Bench = {
  title: 'first picture, panning and zooming of a 50257 x 768 embedding and a 16384 x 16384 kernel',

  async run(say, quick): Promise<readonly Figure[]> {
    say('Building the extension for production …');
    buildProduction();
    say('Writing the model (1.2 GB, once) …');
    const model = await viewModel(CACHE, NAMES);
    const workbench = await Workbench.open();
    try {
      await linkModel(model, join(workbench.folder, 'view'));
      const frame = await workbench.openModel('view/model.json');
      await settle(frame);
      const pictures: Record<(typeof TENSORS)[number], FirstPicture[]> = {
        embedding: [],
        kernel: [],
      };
      for (let i = 0; i < (quick ? QUICK_SELECTIONS : SELECTIONS); i++) {
        for (const tensor of TENSORS) {
          const picture = await firstPicture(frame, `${tensor} ${i + 2}`);
          pictures[tensor].push(picture);
          const { first, whole } = picture;
          say(`  ${tensor}: first picture ${round(first)} ms, from all values ${round(whole)} ms`);
        }
      }
      const tasks: number[] = [];
      for (const tensor of TENSORS) {
        await firstPicture(frame, `${tensor} ${NAMES}`);
        await frame.waitForTimeout(2000);
        const canvas = frame.locator('.heatmap canvas').first();
        const act = (): Promise<void> => panAndZoom(workbench, canvas);
        tasks.push(await longestTaskWhile(workbench, `${tensor}, heatmap`, act, say));
      }
      const of = (tensor: (typeof TENSORS)[number], which: keyof FirstPicture): number =>
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
    } finally {
      await workbench.close();
    }
  },
};
