import { setFlagsFromString } from 'node:v8';
import { usageError } from '../../error.js';
import { hasFused } from '../../network/engine/fused.js';

/** The V8 whose revectorizer was measured: twice the speed for the fused kernels, 1.5 to 1.9 times for the plain ones, the same bits. */
const revectorizing = process.arch === 'x64' && process.versions.v8.startsWith('13.6.');

/**
 * Lets V8 make vectors of eight numbers out of pairs of four, where it can and does it right; asked once in a thread, before it trains.
 * True where it does.
 */
export function revectorize(): boolean {
  if (revectorizing) setFlagsFromString('--experimental-wasm-revectorize');
  return revectorizing;
}

/** Makes this thread ready for the fused kernels, and says by which tiles they go fastest. Throws where Node has no fused multiply-add. */
export function readyForFused(): { readonly wide: boolean } {
  // Before Node 22 it stands behind a flag; later ones print an error for the flag.
  if (!hasFused()) setFlagsFromString('--experimental-wasm-relaxed-simd');
  if (!hasFused())
    throw usageError(
      `the fused engine needs fused multiply-add in WebAssembly (relaxed SIMD), which Node ${process.versions.node} on ${process.arch} does not have.`,
      'Leave out --engine fused: the plain engine runs everywhere.',
    );
  return { wide: revectorize() };
}
