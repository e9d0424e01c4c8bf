/** A request taken back is no failure. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'CancelledError';
}

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
