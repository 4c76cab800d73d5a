import { mean } from '../math/statistics.js';
import type { Model } from '../model/model.js';
import type { NetworkSeed } from '../network/engine/engine.js';
import { asCost } from '../study/direction.js';
import type { ConstantBaseline, LinearBaseline } from './baselines.js';
import { type Blend, blend } from './blend.js';
import { calibrated } from './calibrate.js';
import { type Choice, choose } from './choose.js';
import type { Candidate, Confirmation } from './confirm.js';
import type { BaselineName } from './event.js';
import { blendParts, modelOfBlend, modelOfTrained } from './final-model.js';
import type { Prepared } from './prepare.js';
import { type Unlearnt, unlearnt } from './unlearnt.js';

export interface FinalOptions {
  readonly prepared: Prepared;
  readonly confirmed: readonly Confirmation[];
  readonly linear: LinearBaseline;
  readonly constant: ConstantBaseline;
}

/** The winner and what is averaged with it, decided on rows that the networks concerned have not seen. */
export interface Decision {
  readonly choice: Choice;
  readonly mixture: Blend;
  /** Whose model it will be: tuned, or a baseline that nothing beat. */
  readonly kind: 'tuned' | BaselineName;
}

/** Chooses the winner and decides what validation supports averaging with it. */
export function decide({ prepared, confirmed, constant }: FinalOptions): Decision {
  const { direction } = prepared;
  const choice = choose(confirmed, direction);
  const { winner } = choice;
  const mixture = blend(confirmed, winner, direction, prepared.part);
  const own = confirmed.filter((each) => each.candidate === winner);
  const cost = (values: readonly number[]) => mean(values.map((value) => asCost(value, direction)));
  const winning = cost(own.map(({ value }) => value));
  const flat = cost(own.map(({ trained }) => constant.validation(trained.map(({ part }) => part)).value));
  return { choice, mixture, kind: winning < flat ? kindOf(mixture) : 'constant' };
}

function kindOf({ shares }: Blend): 'tuned' | BaselineName {
  const kinds = [...shares.keys()].map(({ kind }) => kind);
  if (kinds.includes('tuned')) return 'tuned';
  return kinds.includes('default') ? 'default' : 'linear';
}

export interface Final {
  /** What is saved: the tuned model, or the baseline that nothing beat. */
  readonly model: Model;
  readonly baselines: Readonly<Record<BaselineName, Model>>;
  /** The best tuned setting's model, when a baseline won. */
  readonly tuned?: Model;
  /** What the saved model says of rows that its networks had not learnt; absent for a constant. */
  readonly unlearnt?: Unlearnt;
  /** What `replay --final` needs to train the members again; plain JSON. */
  readonly recipe: readonly FinalPart[];
}

/** One confirmed training that the final model averages. */
export interface FinalPart {
  readonly setting: Candidate['setting'];
  readonly round: number;
  readonly seed: NetworkSeed;
  readonly horizon: number;
  readonly endAt?: number;
  readonly rows?: Confirmation['rows'];
  readonly share: number;
  readonly hash: string;
}

/** Makes the final model of all trainings that the decision asks for, and the baselines that it is compared with. */
export function finalOf(options: FinalOptions, { mixture, kind, choice }: Decision): Final {
  const { prepared, confirmed, constant, linear } = options;
  const parts = kind === 'constant' ? [] : blendParts(confirmed, mixture);
  const made = kind === 'constant' ? constant.model : modelOfBlend(prepared, confirmed, mixture, {});
  const averaged = calibrated(prepared, made, parts);
  const seen = kind === 'constant' ? {} : { unlearnt: unlearnt(prepared, averaged, parts) };
  const baselines = {
    constant: constant.model,
    linear:
      baselineModel(options, 'linear') ?? modelOfTrained(prepared, linear.candidate.setting, linear.trained),
    default: baselineModel(options, 'default') ?? constant.model,
  };
  const recipe = kind === 'constant' ? [] : recipeParts(confirmed, mixture);
  if (kind === 'tuned') return { model: averaged, baselines, recipe, ...seen };
  const rival = [...choice.differences.keys()].find((candidate) => candidate.kind === 'tuned');
  return {
    model: averaged,
    baselines: { ...baselines, [kind]: averaged },
    tuned: rival && modelOfBlend(prepared, confirmed, { ...mixture, shares: new Map([[rival, 1]]) }, {}),
    recipe,
    ...seen,
  };
}

/** A baseline as someone would have made it by hand: trained once. */
function baselineModel({ prepared, confirmed }: FinalOptions, kind: 'default' | 'linear'): Model | undefined {
  const own = confirmed.find(({ candidate }) => candidate.kind === kind);
  const usable = own?.trained.every(({ weights }) => weights.length > 0);
  return own && usable ? modelOfTrained(prepared, own.candidate.setting, own.trained) : undefined;
}

function recipeParts(confirmed: readonly Confirmation[], { shares }: Blend): FinalPart[] {
  return confirmed.flatMap(({ candidate, round, hash, seed, endAt, rows }) => {
    const share = shares.get(candidate);
    if (share === undefined) return [];
    const { setting, horizon } = candidate;
    return [{ setting, round, seed, horizon, endAt, ...(rows && { rows }), share, hash }];
  });
}
