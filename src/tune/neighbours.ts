import { decoder } from '../model/decoder.js';
import { measured } from '../model/measure.js';
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
  const known = places(trainInputs.length / width, mostKnown);
  const asked = places(validationRows, mostAsked);
  const isLevel = new Uint8Array(width);
  for (const { input } of part.levelInputs) isLevel[input] = 1;
  const targets = part.trainTargets.linear!;
  const said = new Float64Array(asked.length * measure.columns);
  const decode = coding.kind === 'numbers' ? decoder(coding, asked.length) : undefined;
  const means = new Float32Array(decode ? asked.length * outputs : 0);
  asked.forEach((row, i) => {
    const near = nearest(
      validationInputs.subarray(row * width, (row + 1) * width),
      trainInputs,
      known,
      isLevel,
    );
    if (decode) addMeans(means, i * outputs, near, targets, outputs);
    else addShares(said, i * measure.columns, near, targets, measure.columns);
  });
  const predictions = decode ? decode(means) : said;
  return measured(measure, truthAt(part, asked), predictions, weightsAt(part, asked));
}

/** At most so many of them, at even distances. */
const places = (rows: number, most: number) =>
  Array.from({ length: Math.min(rows, most) }, (_, i) => Math.floor((i * rows) / Math.min(rows, most)));

/** Squared distance over the inputs; two levels of a category are 1 apart. */
function nearest(from: Float32Array, rows: Float32Array, known: readonly number[], isLevel: Uint8Array) {
  const best: { row: number; distance: number }[] = [];
  for (const row of known) {
    const limit = best.length < votes ? Number.POSITIVE_INFINITY : best.at(-1)!.distance;
    let distance = 0;
    for (let j = 0, at = row * from.length; j < from.length && distance < limit; j++, at++) {
      const apart = from[j]! - rows[at]!;
      distance += isLevel[j] ? Number(apart !== 0) : apart * apart;
    }
    if (distance >= limit) continue;
    const place = best.findIndex((each) => each.distance > distance);
    best.splice(place < 0 ? best.length : place, 0, { row, distance });
    if (best.length > votes) best.pop();
  }
  return best.map(({ row }) => row);
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
