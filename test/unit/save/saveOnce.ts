import { saveChanged } from '../../support/changedModel';

/** Fills a weight of SIZE values with 5, saves, and says how it went. Arguments: PATH NAME SIZE. */
const [path = '', name = '', size = ''] = process.argv.slice(2);
const values = new Float32Array(Number(size)).fill(5);

saveChanged(path, { [name]: { values } }).then(
  ({ written }) => console.log(`saved ${written.join(' ')}`),
  (error: unknown) => console.log(error instanceof Error ? error.message : String(error)),
);
