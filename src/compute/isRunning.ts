import { errorCode } from './errorCode';

/** Whether there is a process of this id on this machine. */
export function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Another user's process may not be asked, but is there.
    return errorCode(error) === 'EPERM';
  }
}
