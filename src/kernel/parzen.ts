import { moduleOf } from './kernel.js';
import { wasmBase64 } from './wasm-parzen.generated.js';

/** Mixtures of product kernels at several points (kernels/parzen.ts), in a memory of their own. Addresses are bytes, multiples of 16. */
export interface ParzenKernels {
  readonly memory: WebAssembly.Memory;
  /** 0 when there is no room. The memory's buffer is replaced when this makes it grow. */
  room(bytes: number): number;
  beginRows(points: number, stride: number, first: number, sums: number): void;
  addNormals(
    points: number,
    stride: number,
    units: number,
    centres: number,
    inverses: number,
    constants: number,
    sums: number,
  ): void;
  addKinds(
    points: number,
    stride: number,
    count: number,
    kinds: number,
    columnOf: number,
    columns: number,
    sums: number,
  ): void;
  normalMasses(
    cells: number,
    count: number,
    lows: number,
    highs: number,
    centres: number,
    inverses: number,
    constants: number,
    columns: number,
    scratch: number,
  ): void;
  logSums(points: number, stride: number, sums: number, out: number): void;
}

let instance: ParzenKernels | undefined;

/** The one instance, made at the first call: whatever is asked of it is asked at once, and nothing stays in its memory. */
export function parzenKernels(): ParzenKernels {
  instance ??= new WebAssembly.Instance(moduleOf(wasmBase64)).exports as unknown as ParzenKernels;
  return instance;
}
