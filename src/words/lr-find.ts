import type { NoiseReading } from '../insight/probe/noise-reading.js';
import type { RateReading } from '../insight/probe/rate-reading.js';
import { count, short, times, whole } from './number.js';

const rateText = (rate: number) => short(Number(rate.toPrecision(2)));

/** What range tests say of learning rates, in a sentence or two. */
export function rateWords(reading: RateReading): string {
  const { tests, steepest, learnsFrom, turnsAt, blowsUpAt } = reading;
  const basis = `[${reading.grade}, ${count(tests, 'test')} of ${count(reading.rates.length, 'step')}]`;
  if (steepest === undefined || learnsFrom === undefined || turnsAt === undefined)
    return `No rate made the loss fall clearly within ${count(reading.rates.length, 'step')}, so this says nothing about the rate: the network may need longer, or has nothing to learn. ${basis}`;
  const { rate, low, high } = steepest;
  const spread = low === high ? '' : ` (${rateText(low)} to ${rateText(high)} over the tests)`;
  const end =
    blowsUpAt === undefined
      ? `the loss turns at ${rateText(turnsAt)}, and none of the rates up to ${rateText(reading.rates.at(-1)!)} made it worse than at the start`
      : `the loss turns at ${rateText(turnsAt)} and blows up at ${rateText(blowsUpAt)}`;
  return `Learns from ${rateText(learnsFrom)} on, the fastest at ${rateText(rate)}${spread}; ${end}. ${basis}`;
}

/** What the noise of gradients says of mini-batch sizes. */
export function noiseWords(reading: NoiseReading | undefined, batchSize: number): string {
  if (reading === undefined) return 'Interrupted before gradients were looked at. [unknown]';
  const { along, usefulBatch, own, grade } = reading;
  const moments = along.map(({ scale, epoch }) =>
    scale === undefined
      ? `none after ${count(epoch, 'epoch')}`
      : `${whole(Math.round(scale))} after ${count(epoch, 'epoch')}`,
  );
  if (usefulBatch === undefined)
    return `No gradient was left at any moment of a short training, so no useful size can be told. [${grade}, ${count(along.length, 'moment')}]`;
  return `Batches of up to about ${whole(usefulBatch)} save steps nearly in proportion; rows beyond that are mostly wasted (noise scale ${moments.join(', ')}). ${ownWords(own, batchSize, usefulBatch)} This is about speed, not about which size predicts best. [${grade}, ${count(along.length, 'moment')}]`;
}

function ownWords(own: NoiseReading['own'], batchSize: number, useful: number): string {
  const size = `Yours, ${whole(batchSize)}, is`;
  if (own === 'near') return `${size} near it.`;
  return own === 'below'
    ? `${size} ${times(useful / batchSize)} times smaller: larger ones take fewer steps for the same progress.`
    : `${size} ${times(batchSize / useful)} times larger: smaller ones learn as much from fewer rows.`;
}
