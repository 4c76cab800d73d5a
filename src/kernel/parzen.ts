import { moduleOf } from './kernel.js';
import { wasmBase64 } from './wasm-parzen.generated.js';

/** Mixtures of product kernels at several points (kernels/parzen.ts), in a memory of their own. Addresses are bytes, multiples of 16. */
export interface ParzenKernels {
  readonly memory: WebAssembly.Memory;
  /** 0 when there is no room. The memory's buffer is replaced when this makes it grow. */
  room(bytes: number): number;
  logs(count: number, numbers: number): void;
  fillRows(points: number, stride: number, first: number, sums: number): void;
  addNormals(
    points: number,
    count: number,
    from: number,
    shared: boolean,
    axes: number,
    units: number,
    sparse: boolean,
    stride: number,
    normals: number,
    most: number,
    greatest: number,
    kept: number,
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
  logSums(points: number, stride: number, greatest: number, kept: number, sums: number, out: number): void;
}

let module: WebAssembly.Module | undefined;

/** An instance with a memory of its own. */
export function parzenKernels(): ParzenKernels {
  module ??= moduleOf(wasmBase64);
  return new WebAssembly.Instance(module).exports as unknown as ParzenKernels;
}
