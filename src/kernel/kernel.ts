import { wasmBase64 } from './wasm.generated.js';

/** The compiled kernels: plain SIMD, no import, no file, no network; the same bits in every engine that runs WebAssembly. */
const module = new WebAssembly.Module(Uint8Array.from(atob(wasmBase64), (char) => char.charCodeAt(0)));

/** Elementary functions in float64 (kernels/elementary.ts). */
export interface ElementaryKernels {
  exp64(x: number): number;
  log64(x: number): number;
  log1p64(x: number): number;
  expm164(x: number): number;
  pow64(x: number, y: number): number;
  sin64(x: number): number;
  cos64(x: number): number;
  tanh64(x: number): number;
}

export interface Kernels extends ElementaryKernels {
  readonly memory: WebAssembly.Memory;
}

/** A fresh instance with a memory of its own. */
export function instantiateKernels(): Kernels {
  return new WebAssembly.Instance(module).exports as unknown as Kernels;
}
