import { stream } from '../../math/random.js';
import { mean, standardDeviation, sum } from '../../math/statistics.js';
import { type Measure, measured, truthWidth } from '../../model/measure.js';
import type { Choice } from '../choose.js';
import type { Confirmation } from '../confirm.js';
import { joined } from '../part-score.js';
import type { Prepared } from '../prepare.js';

/** Redrawn so often: the deviation is known to about a tenth. */
const draws = 50;
/** Of more rows a sample tells as much. */
const mostRows = 2_000;

/**
 * By how much a difference of two settings would move if other rows had been drawn to validate the search's trials on: the bootstrap's standard deviation (Efron 1979) of the
 * winner's differences from the other confirmed settings, on the rows of a round that they share, the root of the mean of squares. Undefined with no other setting.
 */
export function rowNoise(
  prepared: Prepared,
  confirmed: readonly Confirmation[],
  { winner }: Choice,
): number | undefined {
  const own = confirmed.find(({ candidate }) => candidate === winner);
  const others = confirmed.filter((each) => each !== own && each.round === own?.round);
  if (own === undefined || others.length === 0) return undefined;
  const parts = own.trained.map(({ part }) => prepared.part(part).part);
  const truth = joined(parts.map(({ validationTruth }) => validationTruth));
  const rows = sum(parts.map(({ validationRows }) => validationRows));
  const count = Math.min(rows, mostRows);
  const deviations = others.map((other) =>
    standardDeviation(differences(prepared.measures[0], truth, rows, count, [own, other])),
  );
  const searched = sum(prepared.partsOf(0).map((id) => prepared.part(id).part.validationRows));
  return Math.sqrt(mean(deviations.map((each) => each * each)) * (count / searched));
}

/** Of the two on rows drawn again and again, with as many of them as are looked at. */
function differences(
  measure: Measure,
  truth: Float64Array,
  rows: number,
  count: number,
  pair: readonly Confirmation[],
): number[] {
  const predictions = pair.map(({ trained }) => joined(trained.map((each) => each.predictions)));
  const { uniform } = stream(0, 0, 'row noise');
  return Array.from({ length: draws }, () => {
    const drawn = Array.from({ length: count }, () => Math.floor(rows * uniform()));
    const own = takeRows(truth, drawn, truthWidth(measure));
    const [a, b] = predictions.map((each) => measured(measure, own, takeRows(each, drawn, measure.columns)));
    return a! - b!;
  });
}

const takeRows = (values: Float64Array, rows: readonly number[], width: number) =>
  Float64Array.from(
    { length: rows.length * width },
    (_, i) => values[rows[Math.floor(i / width)]! * width + (i % width)]!,
  );
