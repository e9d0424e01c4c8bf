// npm test: every check of the project, or the parts that are named: npm test -- unit lint
import { createRequire } from 'node:module';
import { bootstrap } from './bootstrap.mjs';

// What mocha and eslint ask for.
bootstrap([20, 19]);
await import('tsx/cjs');
const load = createRequire(import.meta.url);
process.exit(await load('./checks/run.ts').run(process.argv.slice(2)));
