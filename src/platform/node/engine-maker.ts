import { loadFusedKernels } from '../../kernel/fused.js';
import { fusedEngine, wasmEngine } from '../../network/engine/wasm.js';
import type { EngineMaker } from '../trial-host.js';
import { readyForFused, revectorize } from './v8.js';

/** Engines of a name for this thread; throws where Node has no fused multiply-add. */
export const engineMaker: EngineMaker = async (name) => {
  if (name === 'plain') {
    revectorize();
    return wasmEngine;
  }
  const instantiate = await loadFusedKernels(readyForFused());
  return () => fusedEngine(instantiate);
};
