import { checkNumber } from '../check-number.js';
import type { History } from './rule.js';

// What the criteria of Prechelt (1998, "Early stopping — but when?") are made of. A strip is a number of epochs in a row; criteria that
// speak of strips are asked at the end of each. The paper's errors are positive; dividing by sizes lets scores be negative too.

/** How much worse the last score is than the best, in percent: GL. */
export function generalisationLoss({ scores, bestEpoch }: History): number {
  const best = scores[bestEpoch - 1]!;
  const worse = scores.at(-1)! - best;
  return worse === 0 ? 0 : (100 * worse) / Math.abs(best);
}

/** How much larger the mean training loss of the last strip is than its least, in thousandths: P. */
export function progress({ losses }: History, strip: number): number {
  const last = losses.slice(-strip);
  const mean = last.reduce((sum, loss) => sum + loss, 0) / last.length;
  const least = Math.min(...last);
  return mean === least ? 0 : (1000 * (mean - least)) / Math.abs(least);
}

export interface Strips {
  /** Epochs of a strip; default 5. */
  readonly strip?: number;
  /** Over, too, when progress at the end of a strip is below this; default 0.1, as in the paper. */
  readonly leastProgress?: number;
}

export const usualStrip = 5;

export function checkStrips({ strip = usualStrip, leastProgress = 0.1 }: Strips) {
  checkNumber('a strip in epochs', strip, { least: 2, whole: true });
  checkNumber('the least progress', leastProgress, { least: 0 });
}

export const isStripsEnd = ({ scores }: History, { strip = usualStrip }: Strips) =>
  scores.length % strip === 0;

/** Whether training has come to a standstill, by which every criterion ends it. */
export const stands = (history: History, { strip = usualStrip, leastProgress = 0.1 }: Strips) =>
  history.scores.length % strip === 0 && progress(history, strip) < leastProgress;
