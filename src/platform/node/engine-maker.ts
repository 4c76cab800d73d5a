import { loadFusedEngine } from '../../network/engine/fused.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import type { EngineMaker } from '../trial-host.js';
import { readyForFused, revectorize } from './v8.js';

/** Engines of a name for this thread; throws where Node has no fused multiply-add. */
export const engineMaker: EngineMaker = async (name) => {
  if (name === 'fused') return loadFusedEngine(readyForFused());
  const wide = revectorize();
  return () => wasmEngine({ wide });
};
