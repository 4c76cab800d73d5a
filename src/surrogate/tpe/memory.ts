import { type ParzenKernels, parzenKernels } from '../../kernel/parzen.js';

/** The memory of an instance of kernels/parzen.ts, with normal kernels of several hyperparameters at its beginning. */
export interface KernelMemory {
  readonly wasm: ParzenKernels;
  /** How many numbers of a kind there is room for, for each hyperparameter. */
  readonly stride: number;
  /** What lies at the place of each hyperparameter, as normals.ts marks it. */
  readonly marks: (object | undefined)[];
}

let wasmOfFew: ParzenKernels | undefined;
let kept: KernelMemory | undefined;

/** Memory for `count` kernels of each of `axes` hyperparameters: those of a whole choice may lie there already. */
export function memoryFor(whole: boolean, axes: number, count: number): KernelMemory {
  if (!whole) return { wasm: (wasmOfFew ??= parzenKernels()), stride: count, marks: [] };
  // Not a power of two: as many kernels of several hyperparameters would share a place in the processor's cache.
  const stride = 8 + (1 << (32 - Math.clz32(Math.max(16, count) - 1)));
  if (kept?.stride !== stride) kept = { wasm: kept?.wasm ?? parzenKernels(), stride, marks: [] };
  // What lay behind them is written over.
  kept.marks.length = axes;
  return kept;
}
