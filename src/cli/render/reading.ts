import type { ReadingEvent } from '../../platform/whole-table.js';
import { percent } from '../../words/number.js';

/** A line when a step of reading a large file begins, and then one every ten seconds; undefined for all else. `now` in milliseconds. */
export function readingLines(now: () => number = Date.now) {
  let step: ReadingEvent['step'] | undefined;
  let last = 0;
  return (event: ReadingEvent): string | undefined => {
    if (event.step === step && now() - last < 10_000) return undefined;
    const begins = event.step !== step;
    step = event.step;
    last = now();
    return `  ${titles[event.step]} ${event.file}${begins ? ' …' : `: ${percent(event.fraction)}`}`;
  };
}

const titles = { look: 'Looking through', encode: 'Encoding the rows of' };
