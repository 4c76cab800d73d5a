import type { NoiseAt } from '../insight/probe/noise-reading.js';
import type { RangeCurve } from '../insight/probe/rate-reading.js';
import { type Stream, stream } from '../math/random.js';
import { mean, studentQuantile } from '../math/statistics.js';
import { parameterCount } from '../network/count.js';
import type { Engine, Examples, GradientReader, Network } from '../network/engine/engine.js';
import { type Plan, stepsPerEpoch } from '../network/plan.js';
import { type Judgement, judgeOn } from '../network/probe/held-out.js';
import { gradientNoiseOver, noiseScale } from '../network/probe/noise-scale.js';
import { rangeTest } from '../network/probe/range-test.js';
import { Training } from '../network/training.js';
import type { Setting } from '../space/parameter.js';
import { evenRows } from './even-rows.js';
import { heldOutRows } from './held-out.js';
import type { Part } from './runner.js';
import { recipeOf, type TargetScale } from './setting.js';

/** A setting on one part's training rows, to be looked into. */
export interface ProbeJob {
  readonly part: Part;
  readonly engine: Engine;
  readonly setting: Setting;
  readonly seed: number;
}

/** More rows would say the same and take longer. */
const mostRows = 100_000;

/** Rates of a range test: from below all that tabular networks learn with to where all blow up. */
const range = { lowest: 1e-6, highest: 10, steps: 200 } as const;

/** A test judges its network after each step: on so many validation rows that it takes seconds, on more the smaller the network is. */
const [fewestJudged, mostJudged, judgedWork] = [256, 1024, 1e7];

/** Validation rows that networks of this plan are judged on. */
export const judgedRows = ({ validationRows }: Part, plan: Plan): number =>
  Math.min(validationRows, mostJudged, Math.max(fewestJudged, Math.round(judgedWork / parameterCount(plan))));

/** Learning-rate range tests from so many first weights, one after the other. */
export function* rangeTests({ part, engine, setting, seed }: ProbeJob, count: number): Generator<RangeCurve> {
  const { plan, targetScale } = recipeOf(setting, part);
  const rows = engine.load(examplesOf(part, targetScale));
  const judge = judgeFor(part, plan, targetScale);
  for (let trial = 0; trial < count; trial++) {
    const network = engine.network(withoutAverage(plan), { seed, trial });
    const { rates, judgements } = rangeTest(network, { rows, batchSize: plan.batchSize, ...range, judge });
    yield {
      rates,
      losses: judgements.map(({ loss }) => loss),
      errors: judgements.map(({ error }) => error),
      ended: rates.length < range.steps,
    };
  }
}

const judgeFor = (part: Part, plan: Plan, scale: TargetScale) =>
  judgeOn(heldOutRows(part, scale, judgedRows(part, plan)), plan.loss, plan.outputs);

/** Moments of a training at which its gradients are looked at: the smaller errors get, the more rows differ. */
const moments = [0.25, 0.5, 0.75];
/** Around each moment so many looks over this share of the training: a single gradient of all rows is short or long by chance. */
const [looks, lookShare] = [8, 0.2];
/** At each look, gradients of so many single rows tell how much rows differ: over a moment's looks to a few percent. */
const sampledRows = 128;
/** A network has learnt something when luck with the rows it is judged on would say so once in a hundred times. */
const surely = 0.99;

/**
 * The gradient noise scale around 25, 50 and 75 % of a training of `epochs` epochs; it ends where the training diverges. Its rate stays, for where one comes
 * to rest, as in cycles, little gradient is left, and moments would differ by that. Dropout is off where gradients are read, since each of its masks is noise of its own.
 */
export function noiseAlong(job: ProbeJob, epochs: number): NoiseAt[] {
  const { part, engine, setting, seed } = job;
  const { plan, targetScale } = recipeOf(setting, part, epochs);
  const rows = engine.load(examplesOf(part, targetScale));
  const along = weightsAlong(job, rows, epochs);
  const judge = judgeFor(part, plan, targetScale);
  const judged = judgedRows(part, plan);
  const reader = engine.network({ ...withoutAverage(plan), dropout: 0 }, { seed, trial: 0 });
  return along.map(({ epoch, weights }) => {
    const random = stream(seed, epoch, 'noise');
    const seen = weights.map((each) => {
      reader.setWeights(each);
      return { noise: noiseOf(reader, rows, random), ...judge(reader) };
    });
    const scale = noiseScale(seen.map(({ noise }) => noise));
    return { epoch, ...(scale !== undefined && { scale }), learnt: haveLearnt(seen, judged) };
  });
}

/** The looks share the rows they are judged on, and so their luck. */
const haveLearnt = (seen: readonly Judgement[], rows: number) =>
  rows > 1 &&
  1 - mean(seen.map(({ loss }) => loss)) >
    studentQuantile(surely, rows - 1) * mean(seen.map(({ error }) => error));

/** The weights at the looks around each moment of a training that is not stopped early. */
function weightsAlong({ part, engine, setting, seed }: ProbeJob, rows: number, epochs: number) {
  const recipe = recipeOf(setting, part, epochs);
  const plan = withoutAverage(recipe.plan);
  const network = engine.network(plan, { seed, trial: 0 });
  const { rate, fades } = recipe;
  const training = new Training({ network, plan, rows, rate, schedule: { kind: 'constant' }, fades, epochs });
  const along: { readonly epoch: number; readonly weights: Float32Array[] }[] = [];
  for (const moment of moments) {
    const weights: Float32Array[] = [];
    for (let look = 0; look < looks; look++) {
      const share = moment + lookShare * ((look + 0.5) / looks - 0.5);
      if (!trainedTo(training, network, share * epochs, stepsPerEpoch(rows, plan.batchSize))) return along;
      weights.push(network.weights());
    }
    along.push({ epoch: Math.max(1, Math.round(moment * epochs)), weights });
  }
  return along;
}

/** Trains on to so many epochs, and a part of one; false where it has diverged. */
function trainedTo(training: Training, network: Network, epochs: number, steps: number): boolean {
  while (training.progress.epoch < Math.floor(epochs) && training.ending === undefined) training.next();
  const step = Math.floor((epochs % 1) * steps);
  if (training.ending === undefined && step > network.position.steps) training.trainTo(step);
  return training.ending !== 'diverged';
}

/** An average of the weights would be looked at in their place, and lags behind. */
function withoutAverage({ averaging: _, ...plan }: Plan): Plan {
  return plan;
}

function noiseOf(reader: GradientReader, rows: number, random: Stream) {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const sample =
    rows <= sampledRows ? all : Uint32Array.from({ length: sampledRows }, () => random.below(rows));
  return gradientNoiseOver(reader, all, sample);
}

function examplesOf(
  { inputs: width, trainInputs, trainTargets, trainWeights }: Part,
  scale: TargetScale,
): Examples {
  const targets = trainTargets[scale]!;
  const all = trainInputs.length / width;
  if (all <= mostRows) return { rows: all, inputs: trainInputs, targets, weights: trainWeights };
  const rows = evenRows(all, mostRows);
  return {
    rows: rows.length,
    inputs: rowsOf(trainInputs, rows, width),
    targets: rowsOf(targets, rows, targets.length / all),
    weights: trainWeights && rowsOf(trainWeights, rows, 1),
  };
}

function rowsOf(values: Float32Array, rows: Uint32Array, width: number): Float32Array {
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    taken.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return taken;
}
