import { loadFusedKernels } from '../../kernel/fused.js';
import { fusedEngine, wasmEngine } from '../../network/engine/wasm.js';
import type { EngineMaker } from '../trial-host.js';

/** Engines of a name for this worker. */
export const engineMaker: EngineMaker = async (name) => {
  if (name === 'plain') return wasmEngine;
  const instantiate = await loadFusedKernels({ wide: false });
  return () => fusedEngine(instantiate);
};
