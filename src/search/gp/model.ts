import type { Space } from '../../space/parameter.js';
import { type Features, featuresOf } from '../../surrogate/gp/features.js';
import { type Learner, makeLearner } from '../../surrogate/gp/learner.js';
import { borderPrior } from '../../surrogate/gp/prior.js';
import { standardise, standardiseEvenly } from '../../surrogate/gp/standardise.js';
import { type Cube, cubeOf } from './cube.js';

/** A space and what is learnt about it: the metric as a cost, whether trials come to their end, and the log of what they take. */
export interface Model {
  readonly cube: Cube;
  readonly features: Features;
  readonly metric: Learner;
  readonly endings: Learner;
  /** The same, with a belief in smooth borders (surrogate/gp/prior.ts). */
  readonly borders: Learner;
  readonly expense: Learner;
}

/** The model of the last space asked for. What it remembers saves time only (surrogate/gp/learner.ts). */
export function rememberedModel(): (space: Space) => Model {
  let last: { key: string; model: Model } | undefined;
  return (space) => {
    const key = JSON.stringify(space);
    if (last?.key !== key) last = { key, model: makeModel(space) };
    return last.model;
  };
}

function makeModel(space: Space): Model {
  const features = featuresOf(space);
  return {
    cube: cubeOf(space),
    features,
    metric: makeLearner(features, standardise),
    endings: makeLearner(features, standardiseEvenly),
    borders: makeLearner(features, standardiseEvenly, borderPrior),
    expense: makeLearner(features, standardiseEvenly),
  };
}
