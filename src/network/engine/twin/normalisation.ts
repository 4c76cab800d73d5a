import type { Normalisation } from '../../plan.js';
import type { Layer } from './layer.js';
import type { Passed, Rows } from './passed.js';

const epsilon = 1e-5;
/** What a batch's statistics weigh in the running ones. */
const share = 0.1;

/** The mean and the biased variance of each unit over a batch. */
export interface Statistics {
  readonly mean: readonly number[];
  readonly variance: readonly number[];
}

/** Whether a batch is normalised by its own statistics: those of a single row say nothing. */
export const isCentred = (normalisation: Normalisation | undefined, batch: Rows, trains: boolean) =>
  normalisation === 'batch' && trains && batch.length > 1;

export function batchStatistics(batch: Rows): Statistics {
  const units = columnsOf(batch);
  return { mean: units.map(meanOf), variance: units.map(varianceOf) };
}

/** gain · x̂ + shift, x̂ each unit by the batch's own statistics. */
export const normalisedByBatch = (layer: Layer, z: Rows, { mean, variance }: Statistics): Passed<Layer> => {
  const inverse = variance.map(inverseOf);
  const normal = z.map((row) => row.map((sum, j) => (sum - mean[j]!) * inverse[j]!));
  return scaled(layer, normal, (slopes) => {
    const [means, alongs] = [columnsOf(slopes).map(meanOf), columnsOf(times(slopes, normal)).map(meanOf)];
    return slopes.map((row, i) =>
      row.map((slope, j) => inverse[j]! * (slope - means[j]! - normal[i]![j]! * alongs[j]!)),
    );
  });
};

/** The same by running statistics. */
export const normalisedByRunning = (layer: Layer, z: Rows): Passed<Layer> => {
  const inverse = Array.from(layer.runningVariance!, inverseOf);
  const normal = z.map((row) => row.map((sum, j) => (sum - layer.runningMean![j]!) * inverse[j]!));
  return scaled(layer, normal, (slopes) => slopes.map((row) => row.map((slope, j) => slope * inverse[j]!)));
};

/** gain · x̂ + shift, x̂ each row by the mean and variance of its units. */
export const normalisedByRow = (layer: Layer, z: Rows): Passed<Layer> => {
  const inverse = z.map((row) => inverseOf(varianceOf(row)));
  const normal = z.map((row, i) => centred(row).map((distance) => distance * inverse[i]!));
  return scaled(layer, normal, (slopes) =>
    slopes.map((row, i) => {
      const along = meanOf(row.map((slope, j) => slope * normal[i]![j]!));
      return centred(row).map((slope, j) => inverse[i]! * (slope - normal[i]![j]! * along));
    }),
  );
};

/** Gain and shift over normalised numbers; `back` takes the slopes by these to the slopes by what was normalised. */
const scaled = ({ gain, shift }: Layer, normal: Rows, back: (slopes: Rows) => Rows): Passed<Layer> => ({
  values: normal.map((row) => row.map((x, j) => gain![j]! * x + shift![j]!)),
  back: (slopes, gradients) => {
    slopes.forEach((row, i) => {
      row.forEach((slope, j) => {
        gradients.gain![j]! += slope * normal[i]![j]!;
        gradients.shift![j]! += slope;
      });
    });
    return back(slopes.map((row) => row.map((slope, j) => slope * gain![j]!)));
  },
});

/** Moves running statistics a tenth of the way to those of a batch of `rows` rows; running variances are unbiased. */
export function follow(
  { runningMean, runningVariance }: Layer,
  { mean, variance }: Statistics,
  rows: number,
) {
  mean.forEach((now, j) => {
    runningMean![j] = (1 - share) * runningMean![j]! + share * now;
    runningVariance![j] = (1 - share) * runningVariance![j]! + (share * variance[j]! * rows) / (rows - 1);
  });
}

const inverseOf = (variance: number) => 1 / Math.sqrt(variance + epsilon);
const columnsOf = (rows: Rows) => rows[0]!.map((_, j) => rows.map((row) => row[j]!));
const times = (a: Rows, b: Rows) => a.map((row, i) => row.map((x, j) => x * b[i]![j]!));
const meanOf = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const varianceOf = (numbers: readonly number[]) => meanOf(centred(numbers).map((x) => x * x));

/** Distances from their mean. */
function centred(numbers: readonly number[]): number[] {
  const mean = meanOf(numbers);
  return numbers.map((x) => x - mean);
}
