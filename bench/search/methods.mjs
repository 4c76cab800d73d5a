// The methods by name: each is a strategy; samplers train every setting to the end.
import * as sweetspot from '../../dist/index.js';
import { auto } from '../../dist/search/auto/auto.js';
import { freezeThaw } from '../../dist/search/strategy/freeze-thaw.js';
import { hyperband } from '../../dist/search/strategy/hyperband.js';
import { iEpoch } from '../../dist/search/strategy/i-epoch.js';
import { priorBand } from '../../dist/search/strategy/prior-band.js';
import { sampled } from '../../dist/search/strategy/sampled.js';
import { successiveHalving } from '../../dist/search/strategy/successive-halving.js';

export const methods = {
  auto: () => auto(),
  random: () => sampled(sweetspot.random()),
  sobol: () => sampled(sweetspot.sobol()),
  tpe: () => sampled(sweetspot.tpe()),
  hyperband: () => hyperband(),
  asha: () => successiveHalving(),
  'asha-tpe': () => successiveHalving({ sampler: sweetspot.tpe() }),
  bohb: () => hyperband({ sampler: sweetspot.tpe() }),
  'prior-band': () => priorBand(),
  'freeze-thaw': () => freezeThaw(),
  'freeze-thaw-tpe': () => freezeThaw({ sampler: sweetspot.tpe() }),
  'i-epoch': () => iEpoch(),
};

export const peers = ['optuna-tpe', 'optuna-tpe-hyperband', 'optuna-gp', 'optuna-cma-es', 'optuna-random'];
