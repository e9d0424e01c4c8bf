import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { CancelledError } from '../../protocol/channel';

/** Of lists and names; what is in files is streamed. */
const MOST_TEXT_BYTES = 16 * 1024 * 1024;

/** Nothing is asked in a terminal that nobody sees, nothing is locked, and messages are those that we know. */
const ENVIRONMENT = { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };

/** Git, in one folder of a repository. Only commands that read. */
export class Git {
  /**
   * @param program Path of git.
   * @param folder Absolute path.
   */
  constructor(
    private readonly program: string,
    readonly folder: string,
  ) {}

  /** What a command prints. @throws GitError */
  async text(args: readonly string[], signal?: AbortSignal): Promise<string> {
    try {
      const { stdout } = await promisify(execFile)(this.program, [...args], {
        ...this.options(signal),
        maxBuffer: MOST_TEXT_BYTES,
      });
      return stdout;
    } catch (error) {
      if (signal?.aborted === true) throw new CancelledError();
      throw new GitError(error instanceof Error && 'stderr' in error ? error.stderr : error);
    }
  }

  /**
   * Writes what a command prints into a new file, however much it is.
   * @throws GitError; then the file may be there in part.
   */
  async toFile(args: readonly string[], target: string, signal?: AbortSignal): Promise<void> {
    const child = spawn(this.program, [...args], {
      ...this.options(signal),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (data: Buffer) => {
      if (complaint.length < MOST_TEXT_BYTES) complaint += data.toString();
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('close', resolve);
      child.once('error', reject);
    });
    try {
      const [code] = await Promise.all([
        ended,
        pipeline(child.stdout, createWriteStream(target, { flags: 'wx' })),
      ]);
      if (code !== 0) throw new GitError(complaint);
    } catch (error) {
      if (signal?.aborted === true) throw new CancelledError();
      throw error;
    }
  }

  private options(signal: AbortSignal | undefined) {
    return {
      cwd: this.folder,
      env: { ...process.env, ...ENVIRONMENT },
      windowsHide: true,
      ...(signal === undefined ? {} : { signal }),
    };
  }
}

/** Git refused; the message is the first line of what it printed. */
export class GitError extends Error {
  constructor(printed: unknown) {
    const [first = ''] = String(printed).trim().split('\n');
    super(first.replace(/^(fatal|error): /, ''));
    this.name = 'GitError';
  }
}
