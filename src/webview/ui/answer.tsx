import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { isCancelled, sentence } from './failures';

/** Asks once, as the component appears, and takes the request back as it goes. Both are null while it is on its way. */
export function useAnswer<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): {
  readonly answer: Answer | null;
  readonly problem: string | null;
} {
  const answer = useSignal<Answer | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    ask(controller.signal).then(
      (found) => (answer.value = found),
      (error: unknown) => {
        if (!isCancelled(error)) problem.value = sentence(error);
      },
    );
    return () => controller.abort();
  }, []);
  return { answer: answer.value, problem: problem.value };
}

/** Why something is not shown, where it would stand. */
export function ProblemText({ text }: { readonly text: string }): VNode {
  return (
    <p class="tensor-problem" role="alert">
      <bdi>{text}</bdi>
    </p>
  );
}
