import type { ModelFormat } from '../../core/model/model';

const NAMES = {
  'layers-model': 'layers model',
  'graph-model': 'graph model',
  'weights-manifest': 'weights manifest',
} satisfies Record<ModelFormat, string>;

export function formatName(format: ModelFormat): string {
  return NAMES[format];
}
