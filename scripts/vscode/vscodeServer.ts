import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedVscode } from './embeddedVscode';
import { temporaryFolder } from './folders';
import { endProcessTree, endWithThisProcess } from './processTree';
import { serverNoise } from './serverNoise';
import { uriPath } from './uriPath';

/** A cold start took 2 s on a laptop; slow disks need far more. */
const startLimitMs = 60_000;

export interface ServerOptions {
  /** Folder of installed extensions; an empty one by default. */
  readonly extensionsFolder?: string | undefined;
  /** Lets the address bar name an extension under development: for tests only. */
  readonly testing?: boolean;
  /** Folders are not trusted before somebody says so; by default all are. */
  readonly workspaceTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the server and so of its extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** `[key, value]` pairs that a desktop VS Code would take as command-line arguments. */
export type Payload = readonly (readonly [string, string])[];

export interface VscodeServer {
  /** Address of the workbench with `folder` open. It holds the token: others cannot connect. */
  address(folder: string, payload?: Payload): string;
  /** Resolves when the server has ended by itself. */
  readonly ended: Promise<void>;
  /** Ends the server with its extension hosts and removes its data. */
  stop(): Promise<void>;
}

/** Settings of every embedded window: straight to the files, no greeting, nothing that phones home. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'window.autoDetectColorScheme': true,
  'git.openRepositoryInParentFolders': 'never',
  // Browsers' default is to save by itself; a desktop's is not.
  'files.autoSave': 'off',
};

/** Starts the embedded VS Code on a free port of 127.0.0.1 and waits until it answers. */
export async function startVscodeServer(options: ServerOptions = {}): Promise<VscodeServer> {
  const { node, serverMain } = await embeddedVscode();
  const data = await temporaryFolder();
  const extensions = options.extensionsFolder ?? join(data.path, 'extensions');
  const trust = {
    'security.workspace.trust.enabled': options.workspaceTrust === true,
    // Restricted Mode without being asked.
    'security.workspace.trust.startupPrompt': 'never',
  };
  await mkdir(join(data.path, 'data', 'User'), { recursive: true });
  await writeFile(
    join(data.path, 'data', 'User', 'settings.json'),
    JSON.stringify({ ...quietSettings, ...trust, ...options.settings }, null, 2),
  );
  const token = randomUUID();
  const args = [
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
    ...['--server-data-dir', data.path, '--extensions-dir', extensions],
    ...['--accept-server-license-terms', '--disable-telemetry'],
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    // Tests that were killed must not leave a server for good; a person's window may stay idle.
    ...(options.testing ? ['--enable-smoke-test-driver', '--enable-remote-auto-shutdown'] : []),
  ];
  const child = spawn(node, [serverMain, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its sockets lie there, and go with it: it leaves them behind when it is ended.
    env: { ...process.env, XDG_RUNTIME_DIR: data.path, ...options.env },
    // Its own process group, so that its extension hosts can be ended with it.
    detached: process.platform !== 'win32',
  });
  const release = endWithThisProcess(child);
  const stop = async (): Promise<void> => {
    await endProcessTree(child);
    release();
    await data.remove();
  };
  try {
    const port = await listeningPort(child);
    return {
      address: (folder, payload) => addressOf(port, token, folder, payload),
      ended: new Promise((resolve) => child.once('exit', () => resolve())),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the server's line with its port; passes on its complaints but the known harmless ones. */
function listeningPort(child: ChildProcess): Promise<number> {
  const noise = serverNoise();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The embedded VS Code did not start within ${startLimitMs / 1000} s.`));
    }, startLimitMs);
    let output = '';
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      const port = /agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    child.stderr?.on('data', (data: Buffer) => noise.pass(data.toString()));
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(
        new Error(`The embedded VS Code ended at once (code ${code}).\n${output}${noise.all()}`),
      );
    });
  });
}

function addressOf(port: number, token: string, folder: string, payload: Payload = []): string {
  const address = new URL(`http://127.0.0.1:${port}/`);
  address.searchParams.set('tkn', token);
  address.searchParams.set('folder', uriPath(folder));
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}
