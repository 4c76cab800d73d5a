import { stream } from '../math/random.js';
import { inactiveToNaN } from '../space/active-point.js';
import { encoder } from '../space/encode.js';
import type { Parameter, Setting, Space } from '../space/parameter.js';
import { priorShifts } from '../space/prior.js';
import { featuresOf } from '../surrogate/gp/features.js';
import { chooseScores } from './belief/choose.js';
import { drawTogether } from './belief/draw.js';
import { type Endings, endingsOf } from './belief/endings.js';
import { type Looks, looksOf } from './belief/looks.js';
import { explain, type Member, type Sample } from './belief/members.js';
import { type Quality, qualityOf } from './belief/quality.js';
import { type Scale, scaleOf } from './belief/scale.js';
import type { Evidence, Score } from './evidence.js';

// What a study's trials make one believe of settings that were not tried: a Gaussian process over the costs of whole trainings, apart from whether training
// blows up at all. It learns from costs or from their logs, whichever foresees trials left out better; its deviations are widened (or narrowed) to what those
// showed; and where it foresees no better than the mean it says nothing.

export interface BeliefOptions {
  /** Names the draws that stand for doubt; default 0. */
  readonly seed?: number;
  /** The most trials it learns from, the best and an even share of the others, and the most looks at them; default 240, or 160 where trials were stopped early. */
  readonly most?: number;
}

export interface Belief {
  readonly evidence: Evidence;
  /** Trials that it learnt from. */
  readonly basis: readonly Score[];
  readonly quality?: Quality;
  /** Why nothing is said; absent where something is. */
  readonly silence?: string;
  /** Whether effects are factors of the cost rather than differences. */
  readonly isLog: boolean;
  /** Standard deviation of one training's cost around what is expected of it, as a share of the spread of all costs (on the log where `isLog`). */
  readonly noise: number;
  /** The same in units of the cost, near a cost. */
  noiseAt(cost: number): number;
  readonly endings: Endings;
  /** A setting as a point of the unit cube. */
  pointOf(setting: Setting): Float64Array;
  /** A point with NaN where a hyperparameter does not exist there. */
  see(point: Float64Array): Float64Array;
  /**
   * Draws of the costs of settings without their noise, at some points (at most 160) together: of each draw, the costs at all of them. Empty where nothing is
   * said. `purpose` names the draws, so that the same question has the same answer.
   */
  draws(points: readonly Float64Array[], count: number, purpose: string): Float64Array[];
  /** The chance that training blows up at each of some points. */
  chanceOfDivergence(points: readonly Float64Array[]): Float64Array;
}

/** Fewer trials than this say nothing, whatever they are. */
const fewestTrials = 8;
/** What counts as better than the mean: this share of the squared errors foreseen, or what luck would make of so few trials. */
const leastSkill = 0.1;
/** The most points that are asked about at once. */
const mostAsked = 160;

/** What is believed after a study; fitting takes about half a second for 240 trials. A pure function of the evidence and the options. */
export function beliefOf(
  evidence: Evidence,
  { seed = 0, most = evidence.early.length > 0 ? 160 : 240 }: BeliefOptions = {},
): Belief {
  const space = conditionalSpace(evidence);
  const features = featuresOf(space);
  const toPoint = encoder(evidence.space);
  const hide = inactiveToNaN(evidence.space);
  const see = (point: Float64Array) => hide(Float64Array.from(point));
  // A hyperparameter whose prior moves with another one is seen from where that has moved to: the known coupling of the rate with the batch.
  const rowOf = (point: Float64Array) => {
    const shifts = priorShifts(evidence.space, point);
    return features.of(see(point).map((unit, i) => unit - shifts[i]!));
  };
  const basis = chooseScores(evidence, most);
  const endings = endingsOf(
    features,
    evidence.endings.slice(-most),
    rowOf,
    stream(seed, 0, 'belief endings'),
  );
  const common = {
    evidence,
    basis,
    endings,
    pointOf: toPoint,
    see,
    chanceOfDivergence: (points: readonly Float64Array[]) => endings.chance(points.map(rowOf)),
  };
  const silent = (silence: string, quality?: Quality): Belief => ({
    ...common,
    ...(quality && { quality }),
    silence,
    isLog: false,
    noise: Number.NaN,
    noiseAt: () => Number.NaN,
    draws: () => [],
  });
  const few = tooFew(basis, features.groupCount);
  if (few !== undefined) return silent(few);
  const looks = looksOf(basis, most);
  const atEnd = (point: Float64Array) => rowAt(looks, rowOf(point), 1);
  const fits = [false, true]
    .filter((isLog) => !isLog || looks.looks.every(({ cost }) => cost > 0))
    .map((isLog) => fitOn(looks, isLog, rowOf, features, seed));
  const fit = fits.reduce((best, other) => (other.logDensity > best.logDensity ? other : best));
  const { quality, scale, members } = fit;
  if (!(quality.skill > Math.max(leastSkill, 1 / Math.sqrt(quality.trials) - 0.1)))
    return silent('the trials left out are foreseen no better by it than by their mean', quality);
  const noise = Math.sqrt(members.reduce((sum, { weight, noise }) => sum + weight * noise, 0));
  return {
    ...common,
    quality,
    isLog: scale.isLog,
    noise,
    noiseAt: (cost) => noise / scale.slope(cost),
    draws(points, count, purpose) {
      const rows = points.map(atEnd);
      const random = stream(seed, points.length, `belief ${purpose}`);
      const shares = sharesOf(members, count);
      return members.flatMap(({ together }, i) =>
        shares[i] === 0
          ? []
          : drawTogether(together(rows), quality.width, random, shares[i]!).map((places) =>
              places.map(scale.from),
            ),
      );
    },
  };
}

interface Fit {
  readonly scale: Scale;
  readonly members: readonly Member[];
  readonly quality: Quality;
  /** Of the trials left out, in the units of costs, so that scales can be compared. */
  readonly logDensity: number;
}

function fitOn(
  seen: Looks,
  isLog: boolean,
  rowOf: (point: Float64Array) => Float64Array,
  features: ReturnType<typeof featuresOf>,
  seed: number,
): Fit {
  const { looks, scores, groups, inTraining } = seen;
  const costs = looks.map(({ cost }) => cost);
  const scale = scaleOf(costs, isLog);
  const sample: Sample = {
    rows: looks.map(({ trained }, i) => rowAt(seen, rowOf(scores[i]!.point), trained)),
    values: costs.map(scale.to),
    inTraining,
    groups,
    extraNoise: new Float64Array(looks.length),
  };
  const members = explain(features, sample, stream(seed, Number(isLog), 'belief'), { mostAsked });
  const quality = qualityOf(members, sample);
  // Trials stopped early too: those that went to their end are the good ones, among which there is little left to foresee.
  const lasts = groups.map((group) => costs[group.at(-1)!]!);
  const stretch = lasts.reduce((sum, cost) => sum + scale.logSlope(cost), 0) / lasts.length;
  return { scale, members, quality, logDensity: quality.logDensity + stretch };
}

/** A look's columns: those of the setting, and its place in training where trials were looked at on their way. */
function rowAt({ inTraining, placeOf }: Looks, columns: Float64Array, trained: number): Float64Array {
  if (!inTraining) return columns;
  const row = new Float64Array(columns.length + 1);
  row.set(columns);
  row[columns.length] = placeOf(trained);
  return row;
}

function tooFew(basis: readonly Score[], hyperparameters: number): string | undefined {
  if (hyperparameters === 0) return 'no hyperparameter has more than one value';
  if (basis.length < fewestTrials)
    return `only ${basis.length} trials tell a score, and fewer than ${fewestTrials} say nothing`;
  const [first] = basis;
  if (basis.every(({ cost }) => cost === first!.cost)) return 'all trials have the same score';
  return undefined;
}

/** Draws of each member, as many as its weight asks for; what rounding leaves goes to the most likely one. */
function sharesOf(members: readonly Member[], count: number): number[] {
  const shares = members.map(({ weight }) => Math.floor(weight * count));
  shares[0]! += count - shares.reduce((sum, share) => sum + share, 0);
  return shares;
}

/** The space in which a hyperparameter that some trials lack is conditional, declared or not: foreign studies declare nothing. */
function conditionalSpace({ space, conditional }: Evidence): Space {
  const entries = Object.entries(space).map(([name, parameter]): [string, Parameter] =>
    conditional.has(name) && parameter.when === undefined
      ? [name, { ...parameter, when: { parameter: name, values: [] } }]
      : [name, parameter],
  );
  return Object.fromEntries(entries);
}
