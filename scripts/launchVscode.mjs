#!/usr/bin/env node
// Takes the place of a desktop VS Code's executable in tests: same arguments, same exit code.
import { require as load } from 'tsx/cjs/api';

const { launch } = load('./vscode/launch.ts', import.meta.url);
process.exit(await launch(process.argv.slice(2)));
