import type { NoiseReading } from '../insight/probe/noise-reading.js';
import type { RateMark } from '../insight/probe/rate-mark.js';
import type { RateReading } from '../insight/probe/rate-reading.js';
import { count, short, times, whole } from './number.js';

/** A rate in two digits. */
export const rateText = (rate: number) => short(Number(rate.toPrecision(2)));

/** What range tests say of learning rates, and of the setting's own where it was chosen. */
export function rateWords(reading: RateReading, ownRate?: number): string {
  const { tests, rows, steepest, learnsFrom, reason } = reading;
  const basis = `[${reading.grade}, ${count(tests, 'test')} of ${count(reading.rates.length, 'step')}]`;
  if (reason === 'nothing learnt' || steepest === undefined || learnsFrom === undefined)
    return `At no rate did ${count(reading.rates.length, 'step')} foretell the ${count(rows, 'validation row')} better than the same prediction for each does, by more than luck would. So nothing can be said of the rate: the network may need longer, or there is nothing to learn. ${basis}`;
  const fastest =
    steepest.rate === undefined
      ? `Learns from ${rateText(learnsFrom)} on. Where the loss falls the fastest is not known: at ${spread(steepest)} over the tests.`
      : `Learns from ${rateText(learnsFrom)} on, the fastest at ${rateText(steepest.rate)} (${spread(steepest)} over the tests).`;
  return [fastest, turnWords(reading), ownWords(reading, ownRate), basis].filter(Boolean).join(' ');
}

const spread = ({ low, high }: RateMark) =>
  rateText(low) === rateText(high) ? rateText(low) : `${rateText(low)} to ${rateText(high)}`;

function turnWords({ turnsAt, blowsUpAt, rates, tests }: RateReading): string {
  const turn =
    turnsAt?.rate === undefined
      ? `Where the loss turns is not known${turnsAt ? `: at ${spread(turnsAt)}` : ''}.`
      : `The loss turns at ${rateText(turnsAt.rate)}.`;
  if (blowsUpAt === undefined)
    return `${turn} Up to ${rateText(rates.at(-1)!)} it is never worse than without training.`;
  if (blowsUpAt.rate !== undefined)
    return `${turn} It blows up at ${rateText(blowsUpAt.rate)} (${spread(blowsUpAt)}).`;
  const some =
    blowsUpAt.tests < tests ? `blew up in ${blowsUpAt.tests} of ${tests} tests, at` : 'blows up at';
  return `${turn} It ${some} ${spread(blowsUpAt)}.`;
}

function ownWords({ steepest, learnsFrom, blowsUpAt }: RateReading, own: number | undefined): string {
  if (own === undefined) return '';
  const yours = `Yours, ${rateText(own)},`;
  if (blowsUpAt !== undefined && own >= blowsUpAt.low) return `${yours} is where it blows up.`;
  if (own < learnsFrom!) return `${yours} is too low to learn within so few steps.`;
  if (steepest?.rate === undefined) return '';
  if (own >= steepest.low && own <= steepest.high) return `${yours} is among the fastest.`;
  return own < steepest.rate
    ? `${yours} is ${times(steepest.rate / own)} times lower.`
    : `${yours} is ${times(own / steepest.rate)} times higher.`;
}

/** What the noise of gradients says of mini-batch sizes. */
export function noiseWords(reading: NoiseReading | undefined, batchSize: number): string {
  if (reading === undefined) return 'Interrupted before gradients were looked at. [unknown]';
  const { along, usefulBatch, wholeTable, own, grade, rows, low, high, reason } = reading;
  const basis = `[${grade}, ${count(along.length, 'moment')}]`;
  if (reason === 'nothing learnt' || low === undefined || high === undefined)
    return `A short training foretold the validation rows no better than the same prediction for each does, at ${count(along.filter(({ learnt }) => !learnt).length, 'moment')} of ${along.length}. Gradients then follow noise, so no useful size can be told. ${basis}`;
  const scales = `noise scale ${along.map(momentWords).join(', ')}`;
  if (usefulBatch === undefined)
    return `Up to which size a larger batch saves steps is not known: ${size(low)} at one moment of a short training, ${size(high)} at another (${scales}). ${ownBatchWords(own, batchSize, own === 'below' ? low : high)}${basis}`;
  const useful = wholeTable
    ? `A larger batch saves steps up to all ${count(rows, 'training row')} there are: the gradients would bear more (${scales}).`
    : `Batches of up to about ${whole(usefulBatch)} save steps nearly in proportion; rows beyond that are mostly wasted (${scales}).`;
  return `${useful} ${ownBatchWords(own, batchSize, usefulBatch)}This is about speed, not about which size predicts best. ${basis}`;
}

const size = (scale: number) => whole(Math.max(1, Math.round(scale)));

const momentWords = ({ scale, epoch, learnt }: NoiseReading['along'][number]) => {
  const value = scale === undefined ? 'none' : learnt ? size(scale) : 'not counted';
  return `${value} after ${count(epoch, 'epoch')}`;
};

function ownBatchWords(own: NoiseReading['own'], batchSize: number, useful: number): string {
  if (own === undefined) return '';
  const yours = `Yours, ${whole(batchSize)}, is`;
  if (own === 'near') return `${yours} near it. `;
  return own === 'below'
    ? `${yours} ${times(useful / batchSize)} times smaller: larger ones take fewer steps for the same progress. `
    : `${yours} ${times(batchSize / useful)} times larger: smaller ones learn as much from fewer rows. `;
}
