import { effect, signal, type Signal } from '@preact/signals';
import { vscodeApi } from './vscodeApi';

const stored = (vscodeApi.getState() ?? {}) as Record<string, unknown>;

/**
 * A signal whose value survives hiding the tab and reloading the window. `key` names it in the
 * page's stored state; `isValid` guards against what an older version stored.
 */
export function persisted<T>(
  key: string,
  initial: T,
  isValid: (value: unknown) => value is T,
): Signal<T> {
  const value = signal<T>(isValid(stored[key]) ? stored[key] : initial);
  effect(() => {
    stored[key] = value.value;
    vscodeApi.setState({ ...stored });
  });
  return value;
}
