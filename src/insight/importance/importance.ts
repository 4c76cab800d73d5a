import { mean } from '../../math/statistics.js';
import type { Parameter, Setting } from '../../space/parameter.js';
import { countValues } from '../../space/values.js';
import type { StudyRecord } from '../../study/trial.js';
import { halfWidth } from '../../surrogate/forest/bags.js';
import type { Evidence } from '../evidence.js';
import type { Grade } from '../grade.js';
import { chanceShares, foretells } from './chance.js';
import { type Divergence, divergenceOf } from './divergence.js';
import { type Effect, effectOf } from './effect.js';
import { existence } from './fanova/measure.js';
import { decompose } from './fanova/shares.js';
import { drawScores, fitOf, type Learnt, learn } from './learn.js';
import { bestShare, pedAnova } from './ped-anova/ped-anova.js';
import { coordinatesOf } from './point.js';
import { filledPoint, type Reference, referenceOf } from './reference.js';
import { type Figure, tunability } from './tunability/tunability.js';

/** Fewer trials than this say nothing about which hyperparameter matters. */
export const fewestTrials = 10;

export interface ImportanceOptions {
  /** What tuning is compared with; default: the study's untuned default, or the middle of every range. */
  readonly reference?: Setting;
  /** Default 0. */
  readonly seed?: number;
}

/** What one hyperparameter did. */
export interface HyperparameterImportance {
  readonly name: string;
  readonly parameter: Parameter;
  /** `believed`: its share is above what chance gives; `unknown`: it may be nothing. */
  readonly grade: Exclude<Grade, 'measured'>;
  /** Its share in what decides how good the better half is (fANOVA), alone and without its interactions, with half of its 90 % interval. */
  readonly share: Figure;
  /** The share that chance may give it. */
  readonly chance: number;
  /** PED-ANOVA: how much the best tenth's values differ from those of all; a number to order by. */
  readonly pedAnova: number;
  /** What tuning it is worth against the reference, in units of the cost (Shapley value). */
  readonly worth: Figure;
  readonly effect: Effect;
  /** How probable it is that it exists, under its condition. */
  readonly exists: number;
  /** Trials that have it, of those learnt from. */
  readonly trials: number;
}

/** Shares of the trials, the best ones, among which importance is looked for, one after the other. */
const regions = [0.5, 0.75, 0.9] as const;

/** What matters in a study. */
export interface Importance {
  readonly grade: Exclude<Grade, 'measured'>;
  /** Why nothing can be said, where nothing can. */
  readonly reason?:
    | 'no trials'
    | 'too few trials'
    | 'nothing to vary'
    | 'all the same'
    | 'no better than the mean';
  readonly trials: {
    /** Trials learnt from. */
    readonly used: number;
    /** Trials that there were, when those used are a draw of them. */
    readonly drawnFrom?: number;
    readonly complete: number;
    /** Stopped early: what they would have come to is foretold from how others went on. */
    readonly early: number;
    readonly silent: number;
  };
  /** The region that is spoken of: the better half of the trials, or more of them where those are told apart by chance alone; costs above `ceiling` count as it. */
  readonly region?: number;
  readonly ceiling?: number;
  readonly best?: number;
  /** The share of the spread that the model foretells of trials it has not seen. */
  readonly fit?: number;
  readonly reference: Reference;
  /** The most important first. */
  readonly hyperparameters: readonly HyperparameterImportance[];
  readonly divergence?: Divergence;
}

/** Which hyperparameters matter among the better half of a study's trials, by how much, and which way. A pure function of the evidence and the seed. */
export function importance(
  record: Pick<StudyRecord, 'space' | 'trials'>,
  evidence: Evidence,
  options: ImportanceOptions = {},
): Importance {
  const { seed = 0 } = options;
  const reference = referenceOf(record, options.reference);
  const scores = drawScores(evidence, seed);
  const divergence = divergenceOf(evidence);
  const told = {
    reference,
    trials: {
      used: scores.length,
      ...(scores.length < evidence.scores.length && { drawnFrom: evidence.scores.length }),
      complete: evidence.complete.length,
      early: evidence.early.length,
      silent: evidence.silent.length,
    },
    ...(divergence && { divergence }),
  };
  const unknown = (reason: Importance['reason']): Importance => ({
    grade: 'unknown',
    reason,
    hyperparameters: [],
    ...told,
  });
  if (scores.length === 0) return unknown('no trials');
  if (scores.length < fewestTrials) return unknown('too few trials');
  if (Object.values(evidence.space).every((parameter) => countValues(parameter) < 2))
    return unknown('nothing to vary');
  const first = learn(evidence, scores, { share: regions[0], seed });
  if (Math.min(...first.rows.values) === Math.max(...scores.map(({ cost }) => cost)))
    return unknown('all the same');
  for (const region of regions) {
    const learnt = region === regions[0] ? first : learn(evidence, scores, { share: region, seed });
    const fit = fitOf(learnt);
    if (!foretells(learnt, fit, seed)) continue;
    return {
      grade: 'believed',
      ...told,
      region,
      fit,
      ceiling: learnt.ceiling,
      best: Math.min(...learnt.rows.values),
      hyperparameters: each(evidence, learnt, reference, seed),
    };
  }
  return unknown('no better than the mean');
}

function each(
  evidence: Evidence,
  half: Learnt,
  reference: Reference,
  seed: number,
): HyperparameterImportance[] {
  const { domain, scores } = half;
  const chance = chanceShares(half, seed);
  const start = coordinatesOf(domain, filledPoint(evidence.space, reference.setting));
  const known = scores.find(({ setting }) => isSame(setting, reference.setting));
  const wide = learn(evidence, scores, { share: 0.9, atLeast: known?.cost, leastLeaf: 2, seed });
  const worth = tunability(wide, start, seed);
  const good = bestShare(scores, 0.5).map(({ point }) =>
    coordinatesOf(domain, point).map((place, axis) => (Number.isNaN(place) ? start[axis]! : place)),
  );
  const whole = decompose(half.forest.trees, domain.axes);
  const bags = decompose(half.bags.trees, domain.axes);
  const divergences = pedAnova(evidence.space, evidence.scores);
  return domain.axes
    .map(({ name, parameter }, axis): HyperparameterImportance => {
      const share = {
        value: mean(whole.main([axis]).filter(Number.isFinite)),
        half: halfWidth(bags.main([axis])),
      };
      return {
        name,
        parameter,
        grade: share.value > chance[axis]! ? 'believed' : 'unknown',
        share,
        chance: chance[axis]!,
        pedAnova: divergences[name]!,
        worth: worth[axis]!,
        effect: effectOf(wide, axis, good),
        exists: existence(domain.axes, axis),
        trials: half.rows.columns[axis]!.filter((place) => !Number.isNaN(place)).length,
      };
    })
    .sort((a, b) => order(a) - order(b) || b.share.value - a.share.value);
}

const order = ({ grade }: HyperparameterImportance) => (grade === 'believed' ? 0 : 1);

const isSame = (a: Setting, b: Setting) => Object.keys({ ...a, ...b }).every((name) => a[name] === b[name]);
