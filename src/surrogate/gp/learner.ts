import type { Features } from './features.js';
import { fitKernel, startOf } from './fit.js';
import { matern } from './matern.js';
import { layPoints, takePoints } from './points.js';
import { type Posterior, posterior } from './posterior.js';
import { type KernelPrior, optunaPrior } from './prior.js';
import { type Conditioned, makeRegression, type Observations } from './regression.js';
import { makeWorkspace } from './workspace.js';

// A process that learns from a growing list of observations. What it believes depends on the list alone: the covariance's parameters are fitted
// on the first m observations, m being the last rung of a fixed ladder, each fit starting where the one of the rung before ended. What is
// remembered between calls (fits of rungs, rows of the factor) only saves time.

export interface Sample {
  /** The columns of each observation (features.ts). */
  readonly rows: readonly Float64Array[];
  readonly values: readonly number[];
  /** Known noise variance of each, in units of the standardised values. */
  readonly extraNoise?: readonly number[];
}

export interface Learner {
  /** What is believed after a sample of at least two; points of `pending` have no value yet. */
  learn(sample: Sample, pending?: readonly Float64Array[]): Posterior;
}

/** The rungs: each number to 32, then a sixteenth more: 34, 36 … 97, 103, 109 … 245, 260 … */
export const nextRung = (rung: number): number => rung + Math.max(1, Math.floor(rung / 16));

/** Below so many observations a fit also starts from all ones, for a first fit may have ended in the wrong place. */
const fewForOneStart = 60;

/** `transform` makes raw values into those that are modelled (mean 0, deviation 1); it sees all that are learnt from. `prior`: default Optuna's. */
export function makeLearner(
  features: Features,
  transform: (values: readonly number[]) => ArrayLike<number>,
  prior: KernelPrior = optunaPrior,
): Learner {
  let known: Sample = { rows: [], values: [] };
  let fits: { rung: number; raw: Float64Array }[] = [];
  let model: Model | undefined;

  function keepWhatHolds(sample: Sample): void {
    const same = sharedLength(known, sample);
    fits = fits.filter(({ rung }) => rung <= same);
    if (model !== undefined) model.factored = Math.min(model.factored, same);
    known = sample;
  }

  function roomFor(count: number): Model {
    if (model === undefined || model.most < count)
      model = makeModel(features, prior, Math.max(64, 2 * count));
    return model;
  }

  function fitted(sample: Sample, model: Model): Float64Array {
    let last = fits.at(-1) ?? { rung: 0, raw: startOf(model.regression) };
    for (
      let rung = last.rung === 0 ? 2 : nextRung(last.rung);
      rung <= sample.rows.length;
      rung = nextRung(rung)
    ) {
      const observations = model.observe(firstOf(sample, rung), transform);
      const starts =
        rung <= fewForOneStart && last.rung > 0 ? [last.raw, startOf(model.regression)] : [last.raw];
      last = { rung, raw: fitKernel(model.regression, observations, starts).raw };
      fits.push(last);
      model.factored = 0;
    }
    return last.raw;
  }

  return {
    learn(sample, pending = []) {
      keepWhatHolds(sample);
      const model = roomFor(sample.rows.length + pending.length);
      const raw = fitted(sample, model);
      const observations = model.observe(sample, transform, pending);
      const conditioned = model.conditionOn(observations, raw);
      model.factored = sample.rows.length;
      return model.predictor(conditioned);
    },
  };
}

type Model = ReturnType<typeof makeModel>;

/** Room for at most `most` points. */
function makeModel(features: Features, prior: KernelPrior, most: number) {
  const workspace = makeWorkspace();
  const { columns } = features;
  const covariance = matern(workspace, features, most);
  const regression = makeRegression(workspace, covariance, prior, columns, most);
  const points = takePoints(workspace, columns, most);
  let factoredAt: Float64Array | undefined;
  return {
    most,
    regression,
    predictor: posterior(workspace, regression, columns, most),
    /** How many of the first rows of the factor stand. */
    factored: 0,
    observe(
      sample: Sample,
      transform: (values: readonly number[]) => ArrayLike<number>,
      pending: readonly Float64Array[] = [],
    ): Observations {
      return {
        points: layPoints(points, [...sample.rows, ...pending]),
        values: transform(sample.values),
        ...(sample.extraNoise === undefined ? {} : { extraNoise: sample.extraNoise }),
        pending: pending.length,
      };
    },
    /** Where C is not positive at `raw`, at all ones, where it always is. */
    conditionOn(observations: Observations, raw: Float64Array): Conditioned {
      const from = factoredAt === raw ? this.factored : 0;
      factoredAt = raw;
      const found =
        from > 0 ? regression.extend(observations, from) : regression.condition(observations, raw);
      if (found !== undefined) return found;
      factoredAt = undefined;
      return regression.condition(observations, startOf(regression))!;
    },
  };
}

function firstOf({ rows, values, extraNoise }: Sample, count: number): Sample {
  return {
    rows: rows.slice(0, count),
    values: values.slice(0, count),
    ...(extraNoise === undefined ? {} : { extraNoise: extraNoise.slice(0, count) }),
  };
}

/** How many of the first observations two samples share. */
function sharedLength(a: Sample, b: Sample): number {
  const most = Math.min(a.rows.length, b.rows.length);
  let i = 0;
  while (i < most && isSame(a, b, i)) i++;
  return i;
}

const isSame = (a: Sample, b: Sample, i: number): boolean =>
  a.values[i] === b.values[i] &&
  (a.extraNoise?.[i] ?? 0) === (b.extraNoise?.[i] ?? 0) &&
  a.rows[i]!.every((value, c) => value === b.rows[i]![c]);
