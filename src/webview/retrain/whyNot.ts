import { byteText } from '../ui/numberFormat';
import { data } from './data';
import { estimate, form, problems, start } from './state';

/** Why training cannot be started, one sentence; null where it can. */
export function whyNot(): string | null {
  if (start.value === null || form.value === null) return 'The model is being loaded.';
  const [problem] = Object.values(problems.value);
  if (problem !== undefined) return problem;
  if (data.rows.value === null) return 'Choose the data to train on.';
  const amiss = data.check.value?.problems[0];
  if (amiss !== undefined) return amiss.message;
  if (data.value.value === null) return data.problem.value ?? 'The data are being checked.';
  const memory = estimate.value;
  if (memory === null) return 'The memory that training takes is being estimated.';
  if ('problem' in memory) return memory.problem;
  const { memoryLimit } = start.value;
  if (memory.bytes <= memoryLimit) return null;
  const advice =
    memory.activations > memory.weights + memory.optimizer
      ? 'Try a smaller batch.'
      : form.value.optimizer === 'sgd'
        ? 'Try to freeze the largest layers.'
        : 'Try the optimizer SGD, or freeze the largest layers.';
  return `Training would take about ${byteText(memory.bytes)} of memory, more than the ${byteText(memoryLimit)} allowed. ${advice}`;
}
