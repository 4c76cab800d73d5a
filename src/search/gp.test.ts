import { gp } from './gp.js';
import { describeSampler } from './sampler.contract.js';

// A narrower search than the default's: the contract makes some thousand proposals.
describeSampler('gp', () => gp({ candidates: 128, searches: 2 }));
