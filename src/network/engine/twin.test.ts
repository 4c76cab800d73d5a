import { describe } from 'vitest';
import { engineContract } from './engine.contract.js';
import { twinEngine } from './twin.js';

describe('twin', () => engineContract(twinEngine));
