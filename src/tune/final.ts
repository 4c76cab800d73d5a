import type { Model } from '../model/model.js';
import { isBetter } from '../study/direction.js';
import type { ConstantBaseline, LinearBaseline } from './baselines.js';
import { type Blend, blend } from './blend.js';
import { type Choice, choose } from './choose.js';
import type { Candidate, Confirmation } from './confirm.js';
import type { BaselineName } from './event.js';
import { modelOfBlend, modelOfTrained } from './final-model.js';
import type { Prepared } from './prepare.js';
import type { TrainedPart } from './runner.js';

export interface FinalOptions {
  readonly prepared: Prepared;
  readonly candidates: readonly Candidate[];
  readonly confirmed: readonly Confirmation[];
  readonly linear: LinearBaseline;
  readonly constant: ConstantBaseline;
  /** Networks of the search by trial. */
  readonly kept: ReadonlyMap<number, readonly TrainedPart[]>;
}

export interface Final {
  readonly model: Model;
  /** Whose model it is: tuned, or a baseline that nothing beat. */
  readonly kind: 'tuned' | BaselineName;
  readonly defaultModel: Model;
  readonly linearModel: Model;
  /** What `replay --final` needs to train the members again; plain JSON. */
  readonly recipe: readonly FinalPart[];
}

/** One confirmed training that the final model averages. */
export interface FinalPart {
  readonly setting: Candidate['setting'];
  readonly round: number;
  readonly trial?: number;
  readonly horizon: number;
  readonly share: number;
  readonly hash: string;
}

/** The winner and what is averaged with it, decided on rows that the networks concerned have not seen. */
export interface Decision {
  readonly choice: Choice;
  readonly mixture: Blend;
}

/** Chooses the winner and decides what validation supports averaging with it. */
export function decide(prepared: Prepared, confirmed: readonly Confirmation[]): Decision {
  const choice = choose(confirmed, prepared.direction);
  return { choice, mixture: blend(confirmed, choice.winner, prepared.direction, prepared.part) };
}

/** Makes the final model of all confirmed trainings that the decision asks for, or falls back to a baseline that nothing beat. */
export function finalOf(options: FinalOptions, { choice, mixture }: Decision): Final {
  const { prepared, confirmed, constant, linear } = options;
  const winning = confirmed.filter((each) => each.candidate === choice.winner);
  const losesToConstant = winning.every(
    ({ value }) => !isBetter(value, constant.validation, prepared.direction),
  );
  return {
    model: losesToConstant ? constant.model : modelOfBlend(prepared, confirmed, mixture, {}),
    kind: losesToConstant ? 'constant' : kindOf(mixture),
    defaultModel: baselineModel(options, 'default') ?? constant.model,
    linearModel:
      baselineModel(options, 'linear') ?? modelOfTrained(prepared, linear.candidate.setting, linear.trained),
    recipe: losesToConstant ? [] : recipeParts(confirmed, mixture),
  };
}

function kindOf({ shares }: Blend): 'tuned' | BaselineName {
  const kinds = [...shares.keys()].map(({ kind }) => kind);
  if (kinds.includes('tuned')) return 'tuned';
  return kinds.includes('default') ? 'default' : 'linear';
}

/** A baseline as someone would have made it by hand: trained once, in the first confirmed round or in the search. */
function baselineModel(
  { prepared, confirmed, kept, candidates }: FinalOptions,
  kind: 'default' | 'linear',
): Model | undefined {
  const candidate = candidates.find((each) => each.kind === kind);
  if (candidate === undefined) return undefined;
  const own = confirmed.find((each) => each.candidate === candidate);
  const trained = own?.trained ?? (candidate.number === undefined ? undefined : kept.get(candidate.number));
  return trained && modelOfTrained(prepared, candidate.setting, trained);
}

function recipeParts(confirmed: readonly Confirmation[], { shares }: Blend): FinalPart[] {
  return confirmed.flatMap(({ candidate, round, hash }) => {
    const share = shares.get(candidate);
    if (share === undefined) return [];
    const { setting, number, horizon } = candidate;
    return [{ setting, round, trial: number, horizon, share, hash }];
  });
}
