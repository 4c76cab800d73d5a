import { wasmEngine } from '../../network/engine/wasm.js';
import { trialHost } from '../trial-host.js';
import type { ToWorker } from '../trial-message.js';

const receive = trialHost((message, transfer = []) => self.postMessage(message, { transfer }), wasmEngine);
self.onmessage = ({ data }: MessageEvent<ToWorker>) => receive(data);
