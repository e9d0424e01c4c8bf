/** Every kind of export, by the name that messages use. */
export const EXPORT_FORMATS = {
  npz: {
    label: 'NumPy archive',
    extension: 'npz',
    explanation: 'numpy.load, each tensor under its own name',
  },
  npy: {
    label: 'NumPy array',
    extension: 'npy',
    explanation: 'numpy.load, one tensor',
  },
  safetensors: {
    label: 'Safetensors',
    extension: 'safetensors',
    explanation: 'safetensors.numpy.load_file, and every framework that reads it; no text',
  },
  json: {
    label: 'JSON',
    extension: 'json',
    explanation: 'names, shapes, layout and every digit, for any language',
  },
  csv: {
    label: 'CSV',
    extension: '',
    explanation: 'a folder with a table for each tensor, axes named in its header',
  },
  c: {
    label: 'C header',
    extension: 'h',
    explanation: 'constant arrays for C and C++, each value exact',
  },
  tfjs: {
    label: 'TensorFlow.js',
    extension: '',
    explanation: 'a folder with a copy of the whole model in new shards, nothing quantized',
  },
} as const satisfies Readonly<Record<string, FormatFacts>>;

interface FormatFacts {
  readonly label: string;
  /** '' where the export is a folder. */
  readonly extension: string;
  /** One line of what reads it. */
  readonly explanation: string;
}

export type ExportFormat = keyof typeof EXPORT_FORMATS;

export function isFolderFormat(format: ExportFormat): boolean {
  return EXPORT_FORMATS[format].extension === '';
}
