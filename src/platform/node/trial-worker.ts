import { parentPort } from 'node:worker_threads';
import { wasmEngine } from '../../network/engine/wasm.js';
import { trialHost } from '../trial-host.js';

const port = parentPort!;
port.on(
  'message',
  trialHost((message, transfer = []) => port.postMessage(message, transfer), wasmEngine),
);
