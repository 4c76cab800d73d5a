import { describe } from 'vitest';
import { segmentsContract } from './contract/segments.contract.js';
import { engineContract } from './engine.contract.js';
import { twinEngine } from './twin.js';

describe('twin', () => {
  engineContract(twinEngine);
  segmentsContract(twinEngine);
});
