import { instantiated, type Kernels, moduleOf, type Tiles } from './kernel.js';

/** `(func (param v128) (drop (f32x4.relaxed_madd (local.get 0) (local.get 0) (local.get 0))))` */
const probe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x01, 0x7b, 0x00],
  ...[0x03, 0x02, 0x01, 0x00, 0x0a, 0x0e, 0x01, 0x0c, 0x00, 0x20, 0x00, 0x20, 0x00, 0x20, 0x00],
  ...[0xfd, 0x85, 0x02, 0x1a, 0x0b],
);

/** Whether this runtime knows the instructions of relaxed SIMD, which the fused kernels are made of. */
export const hasRelaxedSimd = (): boolean => WebAssembly.validate(probe);

/**
 * The kernels with fused multiply-add, which rounds a product and its sum once; loaded at the first call. They are not plain SIMD: on a
 * processor without the instruction V8 rounds twice, so their bits are those of machines alike. Throws a CompileError where `hasRelaxedSimd()`
 * is false.
 */
export async function loadFusedKernels(tiles: Tiles): Promise<() => Kernels> {
  const { wasmBase64 } = await import('./wasm-fused.generated.js');
  const module = moduleOf(wasmBase64);
  return () => instantiated(module, tiles);
}
