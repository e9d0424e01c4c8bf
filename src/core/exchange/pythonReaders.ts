import { csvPaths } from './csv';
import { exportedDType, type ExportTensor } from './tensorNote';
import type { ExportFormat } from './formats';

interface Reader {
  /** Imports, and what reads the file. */
  readonly lines: readonly string[];
  /** The expression for one tensor; `name` is quoted already. */
  value(name: string, index: number): string;
}

/** How Python reads each format; `path` is quoted already. */
export const READERS: Readonly<
  Partial<Record<ExportFormat, (path: string, tensors: readonly ExportTensor[]) => Reader>>
> = {
  npz: (path) => ({
    lines: ['import numpy as np', '', `weights = np.load(${path})`],
    value: (name) => `weights[${name}]`,
  }),
  npy: (path) => ({
    lines: ['import numpy as np', '', `value = np.load(${path})`],
    value: () => 'value',
  }),
  safetensors: (path) => ({
    lines: ['from safetensors.numpy import load_file', '', `weights = load_file(${path})`],
    value: (name) => `weights[${name}]`,
  }),
  json: (path) => ({
    lines: [
      'import json',
      'import numpy as np',
      '',
      `with open(${path}, encoding="utf-8") as file:`,
      '    tensors = json.load(file)["tensors"]',
      'weights = {',
      '    t["name"]: np.array(t["values"], t["dtype"]).reshape(t["shape"])',
      '    for t in tensors if t["dtype"] not in ("string", "complex64")',
      '}',
    ],
    value: (name) => `weights[${name}]`,
  }),
  csv: (path, tensors) => {
    const files = csvPaths(tensors);
    const byIndex = new Map(
      tensors.map(({ weight }, i) => [weight.index, { weight, file: files[i] }]),
    );
    return {
      lines: [
        'from pathlib import Path',
        'import numpy as np',
        '',
        `folder = Path(${path})`,
        'def read(file, shape, dtype):',
        '    if 0 in shape: return np.zeros(shape, dtype)',
        '    table = np.loadtxt(folder / file, dtype, delimiter=",", skiprows=1, ndmin=2, encoding="utf-8")',
        '    return table[:, -(shape[-1] if len(shape) > 1 else 1):].reshape(shape)',
      ],
      value: (_, index) => {
        const { weight, file = '' } = byIndex.get(index) ?? {};
        const sizes = weight?.shape ?? [];
        const shape = sizes.length === 1 ? `${sizes[0]},` : sizes.join(', ');
        const dtype = weight === undefined ? 'float32' : exportedDType(weight);
        return `read(${JSON.stringify(file)}, (${shape}), "${dtype}")`;
      },
    };
  },
};
