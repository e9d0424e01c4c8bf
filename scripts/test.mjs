// npm test: every check of the project, or the parts that are named: npm test -- unit lint
import { bootstrap } from './bootstrap.mjs';

bootstrap();
const { require: load } = await import('tsx/cjs/api');
process.exit(await load('./checks/run.ts', import.meta.url).run(process.argv.slice(2)));
