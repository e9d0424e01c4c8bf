#!/usr/bin/env node
// Takes the place of a desktop VS Code's executable in tests: same arguments, same exit code.
import 'tsx/cjs';
import { createRequire } from 'node:module';

const { launch } = createRequire(import.meta.url)('./vscode/launch.ts');
process.exit(await launch(process.argv.slice(2)));
