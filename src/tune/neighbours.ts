import { decoder } from '../model/decoder.js';
import { measured } from '../model/measure.js';
import { levelsOf, nearestRows, places } from './nearest-rows.js';
import type { Part } from './runner.js';

// What a look at each row's nearest neighbours scores: no training, a fraction of a second. A network that falls behind it leaves something
// unlearnt, whatever it is measured by; one that is ahead may still do so (with many inputs neighbours are far apart).

/** Rows that vote, as near as 10 rows can be. */
const votes = 10;
const mostKnown = 2_000;
const mostAsked = 400;

/** The metric on a sample of the first part's validation rows, each predicted from its nearest training rows; undefined where there are too few. */
export function neighbourScore(part: Part): number | undefined {
  const { inputs: width, outputs, measure, validationInputs, validationRows, trainInputs } = part;
  const coding = part.coding.linear;
  if (coding === undefined || trainInputs.length / width < 5 * votes) return undefined;
  const rows = {
    inputs: trainInputs,
    among: places(trainInputs.length / width, mostKnown),
    isLevel: levelsOf(part),
  };
  const asked = places(validationRows, mostAsked);
  const targets = part.trainTargets.linear!;
  const said = new Float64Array(asked.length * measure.columns);
  const decode = coding.kind === 'numbers' ? decoder(coding, asked.length) : undefined;
  const means = new Float32Array(decode ? asked.length * outputs : 0);
  asked.forEach((row, i) => {
    const from = validationInputs.subarray(row * width, (row + 1) * width);
    const near = nearestRows(from, rows, votes).map((each) => each.row);
    if (decode) addMeans(means, i * outputs, near, targets, outputs);
    else addShares(said, i * measure.columns, near, targets, measure.columns);
  });
  const predictions = decode ? decode(means) : said;
  return measured(measure, truthAt(part, asked), predictions, weightsAt(part, asked));
}

function addMeans(
  to: Float32Array,
  at: number,
  near: readonly number[],
  targets: Float32Array,
  outputs: number,
) {
  for (const row of near)
    for (let k = 0; k < outputs; k++) to[at + k]! += targets[row * outputs + k]! / near.length;
}

/** With one vote spread over all classes, so that none is held to be impossible. */
function addShares(
  to: Float64Array,
  at: number,
  near: readonly number[],
  targets: Float32Array,
  classes: number,
) {
  for (let k = 0; k < classes; k++) to[at + k] = 1 / classes / (near.length + 1);
  for (const row of near) to[at + targets[row]!]! += 1 / (near.length + 1);
}

function truthAt({ validationTruth, validationRows }: Part, rows: readonly number[]): Float64Array {
  const columns = validationTruth.length / validationRows;
  return Float64Array.from(
    { length: rows.length * columns },
    (_, i) => validationTruth[rows[Math.floor(i / columns)]! * columns + (i % columns)]!,
  );
}

const weightsAt = ({ validationWeights }: Part, rows: readonly number[]) =>
  validationWeights && Float64Array.from(rows, (row) => validationWeights[row]!);
