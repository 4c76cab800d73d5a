import { random } from './random.js';
import { describeSampler } from './sampler.contract.js';

describeSampler('random search', () => random());
describeSampler('random search from the priors', () => random({ from: 'prior' }));
