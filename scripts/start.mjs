// npm start: from a fresh clone to a VS Code that shows the samples.
import { createRequire } from 'node:module';
import { bootstrap } from './bootstrap.mjs';

bootstrap([20, 0]);
await import('tsx/cjs');
const load = createRequire(import.meta.url);
await load('./vscode/start.ts').start();
