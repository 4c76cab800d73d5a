import { hasRelaxedSimd, loadFusedKernels } from '../../kernel/fused.js';
import type { Engine } from './engine.js';
import { fusedEngine } from './wasm.js';

/** Whether this runtime can run the fused engine. */
export const hasFused = hasRelaxedSimd;

/** Makes fused engines; `wide` (default false) chooses the tiles that suit a V8 which pairs vectors, and changes no bit. Throws a CompileError unless `hasFused()`. */
export async function loadFusedEngine({ wide = false } = {}): Promise<() => Engine> {
  const instantiate = await loadFusedKernels({ wide });
  return () => fusedEngine(instantiate);
}
