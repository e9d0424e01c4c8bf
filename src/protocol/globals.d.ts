/** What Node and browsers both have and this room uses. Their own libraries declare the rest. */
declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}
declare interface AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
