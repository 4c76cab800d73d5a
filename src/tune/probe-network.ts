import type { NoiseAt } from '../insight/probe/noise-reading.js';
import type { RangeCurve } from '../insight/probe/rate-reading.js';
import { type Stream, stream } from '../math/random.js';
import type { Engine, Examples, GradientReader } from '../network/engine/engine.js';
import { gradientNoiseOver, noiseScale } from '../network/probe/noise-scale.js';
import { rangeTest } from '../network/probe/range-test.js';
import { Training } from '../network/training.js';
import type { Setting } from '../space/parameter.js';
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

/** Learning-rate range tests from so many first weights, one after the other. */
export function* rangeTests({ part, engine, setting, seed }: ProbeJob, count: number): Generator<RangeCurve> {
  const { plan, targetScale } = recipeOf(setting, part);
  const rows = engine.load(examplesOf(part, targetScale));
  for (let trial = 0; trial < count; trial++)
    yield rangeTest(engine.network(plan, { seed, trial }), { rows, batchSize: plan.batchSize, ...range });
}

/** Moments of a training at which its gradients are looked at: the smaller errors get, the more rows differ. */
const moments = [0.25, 0.5, 0.75];
/** Gradients of so many single rows tell how much rows differ, to a few percent. */
const sampledRows = 512;

/**
 * The gradient noise scale at 25, 50 and 75 % of a training of `epochs` epochs; it ends where the training diverges. Dropout is off where
 * gradients are read, since each of its masks is noise of its own.
 */
export function noiseAlong(job: ProbeJob, epochs: number): NoiseAt[] {
  const { part, engine, setting, seed } = job;
  const { plan, targetScale } = recipeOf(setting, part, epochs);
  const rows = engine.load(examplesOf(part, targetScale));
  const along = weightsAlong(job, rows, epochs);
  const reader = engine.network({ ...plan, dropout: 0 }, { seed, trial: 0 });
  return along.map(({ epoch, weights }) => {
    reader.setWeights(weights);
    return { epoch, scale: scaleOf(reader, rows, stream(seed, epoch, 'noise')) };
  });
}

/** The weights at each moment of a training that is not stopped early. */
function weightsAlong({ part, engine, setting, seed }: ProbeJob, rows: number, epochs: number) {
  const { plan, rate, schedule, fades } = recipeOf(setting, part, epochs);
  const network = engine.network(plan, { seed, trial: 0 });
  const training = new Training({ network, plan, rows, rate, schedule, fades, epochs });
  const along: { readonly epoch: number; readonly weights: Float32Array }[] = [];
  for (const epoch of new Set(moments.map((share) => Math.max(1, Math.round(share * epochs))))) {
    while (training.progress.epoch < epoch && training.ending === undefined) training.next();
    if (training.ending === 'diverged') break;
    along.push({ epoch, weights: network.weights() });
  }
  return along;
}

function scaleOf(reader: GradientReader, rows: number, random: Stream): number | undefined {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const sample =
    rows <= sampledRows ? all : Uint32Array.from({ length: sampledRows }, () => random.below(rows));
  return noiseScale([gradientNoiseOver(reader, all, sample)]);
}

function examplesOf(
  { inputs: width, trainInputs, trainTargets, trainWeights }: Part,
  scale: TargetScale,
): Examples {
  const targets = trainTargets[scale]!;
  const rows = Math.min(mostRows, trainInputs.length / width);
  const targetWidth = targets.length / (trainInputs.length / width);
  return {
    rows,
    inputs: trainInputs.subarray(0, rows * width),
    targets: targets.subarray(0, rows * targetWidth),
    weights: trainWeights?.subarray(0, rows),
  };
}
