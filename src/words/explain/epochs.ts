import { type MoreEpochs, moreEpochs } from '../../insight/epochs/more-epochs.js';
import { count, digits, percent, range } from '../number.js';
import type { Explained } from './explained.js';
import type { Claim, Section } from './section.js';

/** Would the best trial get better with more epochs? Nothing for a study whose trials have no curves. */
export function epochSection({ record, explanation }: Explained): Section | undefined {
  const more = moreEpochs(record, { noise: explanation.interactions.noise });
  if (more === undefined) return undefined;
  const { metric = 'score' } = explanation;
  return {
    name: 'epochs',
    title: titles[more.verdict],
    claims: [measured(more, metric), believed(more, metric), ...trust(more)],
    basis:
      'A schedule that falls to its end cannot simply be continued: twice the epochs mean the same schedule, twice as long, from the beginning.',
    figures: more,
  };
}

const titles: Record<MoreEpochs['verdict'], string> = {
  better: 'Twice the epochs would likely be better',
  'no real difference': 'More epochs would hardly help',
  'cannot tell': 'Whether more epochs would help cannot be told from the curves',
};

const measured = ({ trial, epochs, bestEpoch, score }: MoreEpochs, metric: string): Claim => ({
  text:
    bestEpoch === epochs
      ? `The best trial, #${trial}, was best at its end, after ${count(epochs, 'epoch')}: ${metric} ${digits(score)}.`
      : `The best trial, #${trial}, was best after ${bestEpoch} of its ${count(epochs, 'epoch')}: ${metric} ${digits(score)}.`,
  grade: 'measured',
  trials: [trial],
});

const believed = (
  { grade, twice, score, chance, margin, learntFrom }: MoreEpochs,
  metric: string,
): Claim => ({
  text: `With ${twice.epochs} epochs it would come to ${metric} ${digits(twice.score)} (90 %: ${range(twice.interval)}) instead of ${digits(score)}; the chance of more than ${digits(margin)} of improvement is ${percent(chance)}.`,
  grade,
  trials: learntFrom,
});

/** How far such forecasts have held in this study. */
function trust({ foretold }: MoreEpochs): Claim[] {
  const text = `Of ${count(foretold.of, 'trial')}, the ends of ${foretold.held} lay within the 90 % interval that the first half of their epochs foretold; the interval above is wider by what they missed it by.`;
  return [{ text, grade: 'measured', trials: foretold.of }];
}
