// npm start: from a fresh clone to a VS Code that shows the samples.
import { bootstrap } from './bootstrap.mjs';

bootstrap();
const { require: load } = await import('tsx/cjs/api');
await load('./vscode/start.ts', import.meta.url).start();
