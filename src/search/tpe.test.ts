import { describeSampler } from './sampler.contract.js';
import { tpe } from './tpe.js';

describeSampler('tpe', () => tpe());
