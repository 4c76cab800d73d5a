import { describe } from 'vitest';
import { lossContract } from './contract/loss.contract.js';
import { twinEngine } from './twin.js';
import { wasmEngine } from './wasm.js';

describe('twin', () => lossContract(twinEngine));
describe('wasm', () => lossContract(wasmEngine));
