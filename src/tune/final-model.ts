import type { Member, Model, ModelCard } from '../model/model.js';
import type { Setting } from '../space/parameter.js';
import type { Blend } from './blend.js';
import type { Confirmation } from './confirm.js';
import type { SharedPart } from './out-of-fold.js';
import type { Prepared } from './prepare.js';
import type { TrainedPart } from './runner.js';
import { recipeOf } from './setting.js';

/** The blend's networks from every confirmed part, averaged: together they have learnt from every row of the pool. */
export function modelOfBlend(
  prepared: Prepared,
  confirmed: readonly Confirmation[],
  blend: Blend,
  card: ModelCard,
): Model {
  const members = blendParts(confirmed, blend).map(({ setting, trained, share }) =>
    memberOf(prepared, setting, trained, share),
  );
  return { target: prepared.schema.target, members, card };
}

/** The blend's networks with their shares of the average. */
export function blendParts(
  confirmed: readonly Confirmation[],
  { shares }: Blend,
): (SharedPart & { readonly setting: Setting })[] {
  return confirmed.flatMap(({ candidate, trained }) => {
    const share = shares.get(candidate);
    if (share === undefined) return [];
    const trainings = confirmed.filter((each) => each.candidate === candidate).length;
    const own = share / (trainings * trained.length);
    return trained.map((each) => ({ setting: candidate.setting, trained: each, share: own }));
  });
}

/** One setting's networks (one, or one for each fold), averaged. */
export function modelOfTrained(
  prepared: Prepared,
  setting: Setting,
  trained: readonly TrainedPart[],
  card: ModelCard = {},
): Model {
  const members = trained.map((each) => memberOf(prepared, setting, each, 1 / trained.length));
  return { target: prepared.schema.target, members, card };
}

function memberOf(prepared: Prepared, setting: Setting, trained: TrainedPart, share: number): Member {
  const { part, encoder } = prepared.fitted(trained.part);
  const { plan, targetScale } = recipeOf(setting, part);
  const { inputs, embeddings, pieces, periodic, inputScale, hidden, outputs, activation } = plan;
  const { normalisation, residual, activationMix } = plan;
  return {
    shape: {
      inputs,
      ...(embeddings && { embeddings }),
      ...(pieces && { pieces }),
      ...(periodic && { periodic }),
      ...(inputScale && { inputScale }),
      hidden,
      outputs,
      activation,
      ...(normalisation && { normalisation }),
      ...(residual && { residual }),
      ...(activationMix && { activationMix }),
    },
    weights: trained.weights,
    share,
    encoder,
    coding: part.coding[targetScale]!,
  };
}
