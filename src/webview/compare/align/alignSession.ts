import { batch } from '@preact/signals';
import { ALIGN_SEED, movedIn } from '../../../core/align/alignment';
import type { CheckProgress } from '../../../protocol/comparePage';
import { host, isCancelled, report, sentence } from '../host';
import { whenReopened } from '../state';
import { alignment, alignProblem, aligning, check } from './alignState';

let running: AbortController | undefined;

whenReopened(() => {
  stopAligning();
  forget();
});

function forget(): void {
  alignment.value = null;
  alignProblem.value = null;
  check.value = null;
}

/** Aligns, then has both runs of B compared. */
export function align(): void {
  stopAligning();
  const controller = new AbortController();
  const { signal } = controller;
  running = controller;
  batch(() => {
    forget();
    aligning.value = { stage: 'matching', fraction: 0 };
  });
  const onProgress = (progress: NonNullable<typeof aligning.value>): void => {
    if (!signal.aborted) aligning.value = progress;
  };
  host.align({ seed: ALIGN_SEED }, { signal, onProgress }).then(
    (found) => {
      if (signal.aborted) return;
      batch(() => {
        alignment.value = found;
        aligning.value = null;
      });
      if (movedIn(found) > 0) checkOutputs();
    },
    (failure: unknown) => {
      if (running !== controller) return;
      aligning.value = null;
      if (!isCancelled(failure)) alignProblem.value = sentence(failure);
    },
  );
}

/** Stops whatever runs; what is known stays. */
export function stopAligning(): void {
  running?.abort();
  running = undefined;
  aligning.value = null;
  if (check.peek()?.kind === 'running') check.value = null;
}

/** Runs B as it is and as it was aligned. */
export function checkOutputs(): void {
  running?.abort();
  const controller = new AbortController();
  const { signal } = controller;
  running = controller;
  check.value = { kind: 'running', progress: { stage: 'loading', fraction: 0 } };
  const onProgress = (progress: CheckProgress): void => {
    if (!signal.aborted) check.value = { kind: 'running', progress };
  };
  host.checkAligned(null, { signal, onProgress }).then(
    (found) => {
      if (!signal.aborted) check.value = { kind: 'done', found };
    },
    (failure: unknown) => {
      if (running !== controller || isCancelled(failure)) return;
      check.value = { kind: 'problem', sentence: sentence(failure) };
    },
  );
}

export function saveAligned(): void {
  host.saveAlignedModel(null).catch((failure: unknown) => {
    report(failure);
    alignProblem.value = sentence(failure);
  });
}
