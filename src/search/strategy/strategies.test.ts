import { random } from '../random.js';
import { tpe } from '../tpe.js';
import { freezeThaw } from './freeze-thaw.js';
import { hyperband } from './hyperband.js';
import { iEpoch } from './i-epoch.js';
import { priorBand } from './prior-band.js';
import { sampled } from './sampled.js';
import { describeStrategy } from './strategy.contract.js';
import { successiveHalving } from './successive-halving.js';

describeStrategy('sampled(random)', () => sampled(random()));
describeStrategy('sampled(tpe)', () => sampled(tpe()));
describeStrategy('successiveHalving', () => successiveHalving());
describeStrategy('hyperband', () => hyperband());
describeStrategy('hyperband of tpe', () => hyperband({ sampler: tpe() }));
describeStrategy('iEpoch', () => iEpoch());
describeStrategy('freezeThaw', () => freezeThaw({ step: 1 / 3, thawable: 4 }));
describeStrategy('priorBand', () => priorBand());
