/** Set to see everything that the embedded server and the page print. */
export const debugging = process.env.WEIGHTSCOPE_DEBUG !== undefined;

/** How much of the server's error output is kept for a message about a failed start. */
const keptCharacters = 8_000;

export interface ServerNoise {
  /** Takes a piece of the server's error output; shows it only when debugging. */
  pass(text: string): void;
  /** The last of what was passed. */
  all(): string;
}

/**
 * The server complains at length about the native add-ons it runs without (spdlog, watchdog);
 * that is harmless, so its error output is shown only when it fails or when WEIGHTSCOPE_DEBUG is set.
 */
export function serverNoise(): ServerNoise {
  let kept = '';
  return {
    pass: (text) => {
      kept = (kept + text).slice(-keptCharacters);
      if (debugging) process.stderr.write(text);
    },
    all: () => kept,
  };
}
