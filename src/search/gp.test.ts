import { gp } from './gp.js';
import { describeSampler } from './sampler.contract.js';

describeSampler('gp', () => gp());
