import { plural } from '../format/sentence';

interface MeasuredEpoch {
  readonly epoch: number;
  readonly training: MeasuredSide | null;
  readonly validation: MeasuredSide | null;
}

interface MeasuredSide {
  readonly rows: number;
  readonly loss: number;
  readonly metrics: readonly number[];
}

/** What is told of a run that ended. */
export interface EndedRun {
  readonly ended: 'finished' | 'early' | 'stopped' | 'notFinite';
  readonly failure: { readonly message: string } | null;
  readonly epochs: number;
  readonly keptEpoch: number;
  readonly history: readonly MeasuredEpoch[];
  readonly seconds: number;
}

const ENDED = {
  finished: 'Trained',
  early: 'The loss no longer fell: trained',
  stopped: 'Stopped: trained',
} as const;

/** What a run came to, in sentences: how long, which epoch is kept, and what it scores on which rows. */
export function outcomeText(
  run: EndedRun,
  metrics: readonly string[],
  before: MeasuredSide | null = null,
): string {
  const { ended, failure, epochs, keptEpoch, seconds } = run;
  if (keptEpoch === 0)
    return failure?.message ?? 'Stopped before the first epoch was done: the model is as it was.';
  const told =
    ended === 'notFinite'
      ? (failure?.message ?? '')
      : `${ENDED[ended]} ${plural(epochs, 'epoch')} in ${Number(seconds.toPrecision(2))} s.`;
  const kept =
    keptEpoch === epochs || ended === 'notFinite'
      ? ''
      : ` The weights of epoch ${keptEpoch} are kept, as its loss was the smallest.`;
  return `${told}${kept}${scores(run, metrics, before)}`;
}

function scores(
  { history, keptEpoch }: EndedRun,
  metrics: readonly string[],
  before: MeasuredSide | null,
): string {
  const kept = history.find(({ epoch }) => epoch === keptEpoch);
  const side = kept?.validation ?? kept?.training;
  if (side == null) return '';
  const what = kept?.validation ? 'validation' : 'training';
  const told = valuesText(side, metrics);
  // Of a part of the training rows there is no score before.
  const comparable = before?.rows === side.rows ? before : null;
  const was = comparable === null ? '' : `; before, ${valuesText(comparable, metrics)}`;
  const worse =
    comparable !== null && comparable.loss < side.loss
      ? ' The loss was smaller before: undo takes the training back; a smaller learning rate may help.'
      : '';
  return ` On ${plural(side.rows, `${what} row`)}: ${told}${was}.${worse}`;
}

function valuesText({ loss, metrics: values }: MeasuredSide, names: readonly string[]): string {
  const metrics = names.map((name, i) => {
    const value = values[i];
    if (value === undefined) return '';
    return name === 'accuracy'
      ? `, accuracy ${Number((100 * value).toFixed(1))} %`
      : `, ${spaced(name)} ${Number(value.toPrecision(3))}`;
  });
  return `loss ${Number(loss.toPrecision(3))}${metrics.join('')}`;
}

/** "meanAbsoluteError" as people write it. */
function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
