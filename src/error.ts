/** Who has to act on an error: the caller's flags or options, the data, or the place where studies are kept. */
export type ErrorKind = 'usage' | 'data' | 'storage' | 'training';

/**
 * Every error that Sweetspot means to raise: the message names the thing, shows the value and gives the rule; `next` is the step
 * that mends it. The command line prints both without a stack trace and exits with 2 (usage, storage) or 3 (data, training).
 */
export class SweetspotError extends Error {
  override readonly name = 'SweetspotError';
  readonly kind: ErrorKind;
  readonly next: string | undefined;

  constructor(kind: ErrorKind, message: string, next?: string, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
    this.next = next;
  }
}

export const usageError = (message: string, next?: string) => new SweetspotError('usage', message, next);
export const dataError = (message: string, next?: string) => new SweetspotError('data', message, next);
export const storageError = (message: string, next?: string, cause?: unknown) =>
  new SweetspotError('storage', message, next, { cause });
