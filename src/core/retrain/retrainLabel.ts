import { plural } from '../format/sentence';

/** What the Undo menu calls a retraining: "Retrain 20 epochs". */
export function retrainLabel(epochs: number, keptEpoch: number): string {
  const label = `Retrain ${plural(epochs, 'epoch')}`;
  return keptEpoch === epochs ? label : `${label} (epoch ${keptEpoch} kept)`;
}
