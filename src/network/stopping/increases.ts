import { checkNumber } from '../check-number.js';
import { checkStrips, isStripsEnd, type Strips, stands, usualStrip } from './prechelt.js';
import type { StoppingRule } from './rule.js';

/** Over when the score has gone up from strip's end to strip's end `times` times in a row (the paper's 2 to 8; default 4): Prechelt's UP. */
export interface Increases extends Strips {
  readonly kind: 'increases';
  readonly times?: number;
}

export const increases: StoppingRule<Increases> = {
  check(stopping) {
    checkNumber('how often the score goes up', stopping.times ?? 4, { least: 1, whole: true });
    checkStrips(stopping);
  },
  isOver(stopping, history) {
    if (!isStripsEnd(history, stopping)) return false;
    const { times = 4, strip = usualStrip } = stopping;
    const { scores } = history;
    const ends = Array.from({ length: times + 1 }, (_, i) => scores[scores.length - 1 - i * strip]);
    const goneUp = ends.every((score, i) => i === 0 || (score !== undefined && score < ends[i - 1]!));
    return goneUp || stands(history, stopping);
  },
};
