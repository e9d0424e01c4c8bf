import { messageOf } from '../../core/errors';
import type { BackendName, BackendReport, EngineStart } from '../../protocol/engine';
import type { Tf } from '../tf';

export interface Chosen {
  readonly tf: Tf;
  readonly report: BackendReport;
}

/**
 * Takes the fastest backend that works: native TensorFlow, WebAssembly, plain JavaScript.
 * @param wasmFolder where the .wasm file of the wasm backend lies.
 * @throws Error with a sentence where a backend is asked for by name and does not work.
 */
export async function chooseBackend(
  { backend, nativeFolder }: EngineStart,
  wasmFolder: string,
): Promise<Chosen> {
  const missed: string[] = [];
  if (backend === 'auto' || backend === 'native') {
    try {
      return await startNative(nativeFolder, backend === 'auto');
    } catch (error) {
      missed.push(`native TensorFlow ${reasonOf(error)}`);
    }
    if (backend === 'native') throw new Error(`${capital(missed)}.`);
  }
  // Only now, so that a process on native TensorFlow does not load a second TensorFlow.js.
  const { useCpu, useWasm } = await import('./bundled');
  if (backend !== 'cpu') {
    try {
      const tf = await useWasm(wasmFolder);
      return { tf, report: describe('wasm', tf, backend === 'wasm', missed) };
    } catch (error) {
      missed.push(`WebAssembly does not work here (${firstLine(error)})`);
    }
    if (backend === 'wasm') throw new Error(`${capital(missed)}.`);
  }
  const tf = await useCpu();
  return { tf, report: describe('cpu', tf, backend === 'cpu', missed) };
}

async function startNative(folder: string | null, auto: boolean): Promise<Chosen> {
  if (folder === null) throw new NotInstalledError();
  const { useNative } = await import('./native');
  const { tf, version } = await useNative(folder);
  const reason = auto ? 'Native TensorFlow is installed, and it is the fastest.' : CHOSEN;
  const versions = `TensorFlow.js ${tf.version_core}, TensorFlow ${version}`;
  return { tf, report: { backend: 'native', versions, reason } };
}

class NotInstalledError extends Error {}

const SHOWN: Readonly<Record<BackendName, string>> = {
  native: 'native TensorFlow',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

const CHOSEN = 'It was chosen in the settings.';

function describe(
  backend: BackendName,
  tf: Tf,
  asked: boolean,
  missed: readonly string[],
): BackendReport {
  return {
    backend,
    versions: `TensorFlow.js ${tf.version_core}`,
    reason: asked ? CHOSEN : `${capital(missed)}, so ${SHOWN[backend]} is used.`,
  };
}

function reasonOf(error: unknown): string {
  return error instanceof NotInstalledError
    ? 'is not installed'
    : `could not be loaded (${firstLine(error)})`;
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0]?.trim() ?? '';
}

/** The reasons as one sentence without its full stop. */
function capital(reasons: readonly string[]): string {
  const text = reasons.join(', and ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
