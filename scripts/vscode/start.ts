import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { linkExtension } from './extensionsFolder';
import { repository, temporaryFolder } from './folders';
import { startVscodeServer } from './vscodeServer';

const samples = join(repository, 'samples');

/** Builds the extension and opens the samples in a VS Code that has it; esbuild explains a failure. */
export async function start(): Promise<void> {
  console.log('Building Weightscope …');
  const build = spawnSync(process.execPath, ['esbuild.mjs'], { cwd: repository, stdio: 'inherit' });
  if (build.status !== 0) {
    process.exitCode = 1;
  } else if (!openDesktop()) {
    await openEmbedded().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    });
  }
}

/** @returns whether this machine's VS Code has opened a window with the extension. */
function openDesktop(): boolean {
  if (process.env.WEIGHTSCOPE_VSCODE === 'embedded') return false;
  const code = desktopCode();
  if (code === undefined) return false;
  const args = ['--new-window', `--extensionDevelopmentPath=${repository}`, samples];
  const windows = process.platform === 'win32';
  const quoted = windows ? args.map((arg) => `"${arg}"`) : args;
  const opened = spawnSync(windows ? `"${code}"` : code, quoted, {
    stdio: 'inherit',
    shell: windows,
  });
  if (opened.status === 0) console.log(`Weightscope is open in a new window of ${code}.`);
  return opened.status === 0;
}

function desktopCode(): string | undefined {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (
    (process.env.PATH ?? '')
      .split(delimiter)
      // In a remote window's terminal `code` only talks to that window and loads no extension.
      .filter((folder) => !folder.includes('remote-cli'))
      .map((folder) => join(folder, name))
      .find((path) => existsSync(path))
  );
}

/** Serves VS Code on this machine until Ctrl+C. */
async function openEmbedded(): Promise<void> {
  // An exit that is asked for still ends a server that is starting; dying of the signal would leave it running.
  let stop = (): void => process.exit(1);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());
  const extensions = await temporaryFolder();
  try {
    await linkExtension(repository, extensions.path);
    const server = await startVscodeServer({ extensionsFolder: extensions.path });
    const askedToStop = new Promise<void>((resolve) => (stop = resolve));
    const address = server.address(samples);
    console.log(`\nWeightscope is open at ${address}\nCtrl+C stops it.`);
    openInBrowser(address);
    await Promise.race([server.ended, askedToStop]);
    await server.stop();
  } finally {
    await extensions.remove();
  }
}

function openInBrowser(address: string): void {
  const { platform, env } = process;
  const desktop = env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined;
  const command =
    platform === 'darwin'
      ? ['open', address]
      : platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : desktop
          ? ['xdg-open', address]
          : [];
  const [program, ...args] = command;
  if (program === undefined) return;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  // The address is printed: a desktop without a browser costs no more than a click.
  child.on('error', () => undefined);
  child.unref();
}
