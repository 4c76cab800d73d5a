import type { FinishedEvent } from '../../tune/event.js';
import { scoreText } from '../metric.js';
import { count } from '../number.js';
import { enoughForSizes, sizeName, sizeWords, speedWords } from '../size.js';
import type { Explained } from './explained.js';
import type { Section } from './section.js';

/** Too few and too many neurons, by the errors on training and validation rows of each size; rows a second by batch size. */
export function sizeSection({ record }: Explained): Section | undefined {
  const finished = record.facts.finished as FinishedEvent | null | undefined;
  const { sizes = [], speed = [] } = finished?.report ?? {};
  if (finished == null || sizes.length === 0) return undefined;
  const trials = sizes.reduce((all, { complete }) => all + complete, 0);
  const isEnough = trials >= enoughForSizes;
  const text = (score: number | undefined) => (score === undefined ? '-' : scoreText(finished.metric, score));
  const rows = speedWords(speed);
  return {
    name: 'sizes',
    title: isEnough ? sizeWords(sizes) : 'Which size the network should have cannot be told yet',
    claims: [
      ...(isEnough
        ? []
        : [
            {
              text: `${count(trials, 'trial')} came to the end; ${enoughForSizes} are the least from which anything could be said.`,
              grade: 'unknown' as const,
              trials,
            },
          ]),
      ...(rows
        ? [
            {
              text: `Training rows a second: ${rows}.`,
              grade: 'measured' as const,
              trials: speed.reduce((all, each) => all + each.trials, 0),
            },
          ]
        : []),
    ],
    table: {
      head: ['layers × neurons', 'validation', 'train', 'trials', 'verdict'],
      rows: sizes
        .filter(({ complete }) => complete > 0)
        .sort((a, b) => a.layers - b.layers || (a.neurons?.[0] ?? 0) - (b.neurons?.[0] ?? 0))
        .map((cell) => [
          sizeName(cell),
          text(cell.validation),
          text(cell.train),
          String(cell.complete),
          cell.verdict,
        ]),
      right: [1, 2, 3],
    },
    basis: `Measured: ${finished.metric} of the best trial of each size. Too few: smaller than the best, and worse on the training rows too. Too many: larger, better on the training rows and worse on the validation rows.`,
    figures: { sizes, speed },
  };
}
