import { messageOf } from '../../core/errors';
import { CancelledError } from '../../protocol/channel';
import { checkTrust } from '../checkTrust';
import type { Command } from '../commands';
import { installedNative, installNative, removeNative } from '../node/nativeTensorFlow';
import { nativeInstallation, startTraining } from '../node/startTraining';
import type { ExtensionFolders } from '../node/startWorker';
import type { Reporter } from '../reporter';
import { askFirst, notify } from '../window/messages';
import { withNotification } from '../window/withNotification';

/** Commands that install and remove native TensorFlow for this user. */
export function nativeCommands(
  folders: ExtensionFolders,
  reporter: Reporter,
): Record<string, Command> {
  const folder = nativeInstallation(folders);
  return {
    'weightscope.installNative': async () => {
      checkTrust('run or trained', 'train');
      if (installedNative(folder) !== null) {
        void notify(
          'information',
          'Native TensorFlow is installed already. To install it anew, remove it first (Weightscope: Remove Native TensorFlow).',
        );
        return;
      }
      if (await confirmed(folder)) await installWithProgress(folders, reporter);
    },
    'weightscope.removeNative': async () => {
      const there = installedNative(folder) !== null;
      await removeNative(folder);
      void notify(
        'information',
        there
          ? 'Native TensorFlow was removed. Models that are loaded from now on train on WebAssembly.'
          : 'Native TensorFlow is not installed by Weightscope: there is nothing to remove.',
      );
    },
  };
}

/**
 * Installs it, with a notification that can cancel it, and sees whether it loads.
 * @param env more variables for npm.
 * @throws Error with a sentence; nothing is left behind then.
 */
export async function installWithProgress(
  folders: ExtensionFolders,
  reporter: Reporter,
  env?: Readonly<Record<string, string>>,
): Promise<void> {
  const controller = new AbortController();
  const versions = await withNotification(
    'Installing native TensorFlow (minutes)',
    controller,
    async (tell) => {
      const log = (text: string): void => {
        reporter.note(text);
        tell({ message: text.trim().split('\n').at(-1)?.slice(0, 80) ?? '' });
      };
      let loaded = '';
      const check = async (nativeFolder: string): Promise<void> => {
        loaded = await versionsOf(folders, nativeFolder, log);
      };
      try {
        await installNative(nativeInstallation(folders), check, {
          env,
          log,
          signal: controller.signal,
        });
      } catch (error) {
        throw error instanceof CancelledError ? error : inWords(error);
      }
      return loaded;
    },
  );
  void notify(
    'information',
    `Native TensorFlow is installed (${versions}). Models that are loaded from now on train on it.`,
  );
}

async function confirmed(folder: string): Promise<boolean> {
  const install = 'Install';
  const answer = await askFirst(
    'information',
    'Install native TensorFlow? Training is then some 4 times faster on convolutions than on WebAssembly.',
    'npm installs @tensorflow/tfjs-node and runs its scripts, which download TensorFlow: 300 to 700 MB on the disk, ' +
      `in ${folder}. "Weightscope: Remove Native TensorFlow" takes it away again.`,
    install,
  );
  return answer === install;
}

/** @throws Error where it does not load. */
async function versionsOf(
  folders: ExtensionFolders,
  nativeFolder: string,
  log: (text: string) => void,
): Promise<string> {
  const read = (): never => {
    throw new RangeError('There is no model.');
  };
  const trial = startTraining(folders, { read }, log);
  try {
    return (await trial.engine.start({ backend: 'native', nativeFolder })).versions;
  } finally {
    trial.dispose();
  }
}

function inWords(error: unknown): Error {
  const reason = messageOf(error).replace(/\.$/, '');
  const builds =
    process.platform === 'linux'
      ? ' Where TensorFlow itself cannot be downloaded but Python packages can, `npm run native` in the sources of Weightscope builds it against the package tensorflow-cpu; the setting weightscope.training.nativePath then names the result.'
      : '';
  return new Error(
    `Native TensorFlow could not be installed: ${reason}. The log has what npm said; nothing was left behind. Training works without it, on WebAssembly.${builds}`,
    { cause: error },
  );
}
