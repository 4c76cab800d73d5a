import type { TargetCoding } from '../data/target-coding.js';
import { decoder } from '../model/decoder.js';
import { trialScorer } from './part-score.js';
import type { Part, TrialJob } from './runner.js';
import type { TargetScale } from './setting.js';

/** The metric on training rows after an epoch. */
export interface TrainLook {
  readonly epoch: number;
  readonly value: number;
}

/**
 * Looks at the training rows, to be set beside validation: on a fixed sample of them, after few epochs, so that a trial pays at most
 * about a fiftieth of its time for it (measured: below 2 %).
 */
export interface TrainLooks {
  /** The epochs after which to look. */
  readonly due: ReadonlySet<number>;
  /** Whether so many epochs of training are worth a last look at the best weights. */
  isWorth(epochs: number): boolean;
  /** Some of the rows looked at, of the first part: rows × its inputs. */
  readonly probe: Float32Array;
  /** The metric, given the outputs of each part's network on rows; NaN when one is not finite. */
  score(outputsOf: (index: number, inputs: Float32Array) => Float32Array): number;
}

/** Of the rows that training passes through, the share that looks may pass through too. */
const lookShare = 0.012;
const mostRows = 2_000;
const fewestRows = 400;
/** Rather a sample of fewer rows than a curve of fewer points. */
const wantedLooks = 9;
/** Enough to see which units are flat at every row. */
const probedRows = 400;
const mostLooks = 24;

export function trainLooks(
  parts: readonly Part[],
  scale: TargetScale,
  { epochs, rows = [] }: Pick<TrialJob, 'epochs' | 'rows'>,
): TrainLooks {
  const affordable = (after: number) => lookShare * after * rowsPassed(parts[0]!, rows[0]);
  const count = Math.min(
    rowsInMemory(parts[0]!),
    mostRows,
    Math.max(fewestRows, Math.floor(affordable(epochs) / wantedLooks)),
  );
  const samples = parts.map((part) => sampleOf(part, scale, count));
  const scorer = trialScorer(
    samples.map(({ part }) => part),
    scale,
  );
  return {
    due: lookEpochs(epochs, Math.min(mostLooks, Math.floor(affordable(epochs) / count) - 1)),
    isWorth: (trained) => trained >= epochs || affordable(trained) >= count,
    probe: samples[0]!.inputs.subarray(0, Math.min(count, probedRows) * parts[0]!.inputs),
    score(outputsOf) {
      const sound = samples.map(({ inputs }, index) => scorer.take(index, outputsOf(index, inputs)));
      return sound.every(Boolean) ? scorer.score() : Number.NaN;
    },
  };
}

/** Rows that an epoch passes through, backward counting twice. */
const rowsPassed = ({ rows, validationRows }: Part, ofEpoch = rows) => 3 * ofEpoch + validationRows;

const rowsInMemory = ({ trainInputs, inputs }: Part) => trainInputs.length / inputs;

/** Closer together at the beginning, where a curve bends. */
function lookEpochs(epochs: number, looks: number): Set<number> {
  const share = (i: number) => (i / looks) * Math.sqrt(i / looks);
  return new Set(Array.from({ length: Math.max(0, looks) }, (_, i) => Math.ceil(epochs * share(i + 1))));
}

/** Rows at even distances, as if they were a part's validation rows. */
function sampleOf(part: Part, scale: TargetScale, count: number): { part: Part; inputs: Float32Array } {
  const { inputs: width, trainInputs, trainTargets, trainWeights, classFactors, coding } = part;
  const rows = rowsInMemory(part);
  const inputs = new Float32Array(count * width);
  const all = trainTargets[scale]!;
  const columns = all.length / rows;
  const targets = new Float32Array(count * columns);
  const weights = part.validationWeights && trainWeights ? new Float64Array(count) : undefined;
  for (let i = 0; i < count; i++) {
    const row = Math.floor((i * rows) / count);
    inputs.set(trainInputs.subarray(row * width, (row + 1) * width), i * width);
    targets.set(all.subarray(row * columns, (row + 1) * columns), i * columns);
    // Classes are weighed in the loss alone.
    if (weights) weights[i] = trainWeights![row]! / (classFactors?.[all[row]!] ?? 1);
  }
  const validationTruth = truthOf(coding[scale]!, targets, count);
  return { part: { ...part, validationRows: count, validationTruth, validationWeights: weights }, inputs };
}

const truthOf = (coding: TargetCoding, targets: Float32Array, rows: number) =>
  coding.kind === 'numbers' ? decoder(coding, rows)(targets) : Float64Array.from(targets);
