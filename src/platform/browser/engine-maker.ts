import { loadFusedEngine } from '../../network/engine/fused.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import type { EngineMaker } from '../trial-host.js';

/** Engines of a name for this worker. */
export const engineMaker: EngineMaker = async (name) => (name === 'fused' ? loadFusedEngine() : wasmEngine);
