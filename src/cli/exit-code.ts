import type { ErrorKind } from '../error.js';

/** What the shell is told; 1 is left for mistakes of our own. */
export const exitCode = { fine: 0, bug: 1, usage: 2, data: 3, nothingBeat: 4, interrupted: 130 } as const;

export const exitCodeOf: Record<ErrorKind, number> = {
  usage: exitCode.usage,
  storage: exitCode.usage,
  data: exitCode.data,
  training: exitCode.data,
};
