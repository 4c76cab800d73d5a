// The methods by name: each is a strategy; samplers train every setting to the end.
import {
  auto,
  cmaEs,
  freezeThaw,
  gp,
  hyperband,
  iEpoch,
  jointGp,
  priorBand,
  random,
  sampled,
  sobol,
  successiveHalving,
  tpe,
} from '../../dist/index.js';

export const methods = {
  auto: () => auto(),
  'joint-gp': () => jointGp(),
  random: () => sampled(random()),
  sobol: () => sampled(sobol()),
  tpe: () => sampled(tpe()),
  gp: () => sampled(gp()),
  'cma-es': () => sampled(cmaEs()),
  hyperband: () => hyperband(),
  'hyperband-tpe': () => hyperband({ sampler: tpe() }),
  asha: () => successiveHalving(),
  'prior-band': () => priorBand(),
  'freeze-thaw': () => freezeThaw(),
  'i-epoch': () => iEpoch(),
};

/** Methods that divide what a study may cost, and so need a study for each budget. */
export const planned = new Set(['i-epoch']);

export const peers = ['optuna-tpe', 'optuna-tpe-hyperband', 'optuna-gp', 'optuna-cma-es', 'optuna-random'];
