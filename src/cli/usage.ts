/** The command line makes no sense; the message says what to do. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const USAGE = `Usage:
  weightscope summary MODEL [--json]
      layers, shapes and parameters, from model.json alone
  weightscope check MODEL [--json]
      files against the manifest; NaN and infinities in every tensor
  weightscope compare A B [--json] [--fail-on CONDITION]...
                          [--html FILE] [--markdown FILE] [--csv FILE]
                          [--align] [--align-to FOLDER] [--force]
      every tensor of B against the same tensor of A, the reference; the files
      hold the same, the HTML one with pictures of what differs most
      CONDITION is changed (any value differs), structure (weights or settings
      of layers differ), or relative>X, cosine<X, max>X of any tensor
      --align also reorders hidden units of B as A has them and shows how far it
      is then, beside two nets that were only initialised; --align-to saves that
      model as well; CONDITIONs are of B as it is, not as aligned
  weightscope export MODEL --format FORMAT --out PATH [--tensor NAME] [--force]
      FORMAT is npz, npy, safetensors, json, csv, c or tfjs

MODEL, A and B are model.json files or the folders that hold them.

Exit codes: 0 all well; 1 check found something, or a --fail-on condition holds;
2 a file cannot be read or written, the units cannot be aligned, or the command
line makes no sense.
`;
