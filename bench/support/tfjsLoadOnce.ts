import { loadWithTfjs } from '../../test/support/loadWithTfjs';

/** Prints how long `tf.loadLayersModel` takes for the model.json named on the command line. */
async function main(): Promise<void> {
  const before = process.memoryUsage.rss();
  const start = performance.now();
  await loadWithTfjs(process.argv[2] ?? '');
  const milliseconds = performance.now() - start;
  const residentGrowthMB = (process.memoryUsage.rss() - before) / 2 ** 20;
  console.log(JSON.stringify({ milliseconds, bytesRead: 0, residentGrowthMB }));
}

void main();
