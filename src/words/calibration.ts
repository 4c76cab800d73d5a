import type { FinishedEvent } from '../tune/event.js';
import { digits } from './number.js';

/** What was corrected by rows that the networks had not learnt, and how far probabilities can be taken at their word: a sentence each. */
export function calibrationWords({ calibration, factors, metric, classes }: FinishedEvent): string[] {
  if (calibration === undefined) return multiplied(factors ?? {}, metric);
  return [reliability(calibration), change(calibration), threshold(calibration, metric, classes)].filter(
    (sentence) => sentence !== undefined,
  );
}

function multiplied(factors: Readonly<Record<string, number>>, metric: string): string[] {
  const all = Object.entries(factors);
  const by = all.map(([name, factor]) =>
    all.length > 1 ? `${digits(factor, 4)} (${name})` : digits(factor, 4),
  );
  if (by.length === 0) return [];
  return [
    `Predictions are multiplied by ${by.join(' and ')}: on rows that the networks had not learnt, the ${metric} is clearly better for it.`,
  ];
}

type Calibration = NonNullable<FinishedEvent['calibration']>;

/** In hundredths; below one hundredth of those nothing is worth telling apart. */
const points = (share: number) => digits(Math.max(0.01, 100 * share), share < 0.1 ? 2 : 3);

function reliability({ gap, chance }: Calibration): string {
  const measured = `probabilities said and shares seen on the test rows differ by ${points(gap)} points on average`;
  return gap <= chance
    ? `How sure it says it is can be believed: ${measured}, no more than chance gives (up to ${points(chance)}).`
    : `How sure it says it is should be taken with care: ${measured}, more than chance gives (up to ${points(chance)}).`;
}

function change({ calibrated }: Calibration): string | undefined {
  if (calibrated === undefined) return undefined;
  const { temperature, bias, logLoss, logLossWithout } = calibrated;
  const classes = bias ? ' and a bias for each class' : '';
  return `The probabilities are calibrated (temperature ${digits(temperature)}${classes}, from rows that the networks had not learnt): log-loss ${digits(logLoss, 4)} on the test rows, ${digits(logLossWithout, 4)} without.`;
}

function threshold({ threshold: from }: Calibration, metric: string, classes: FinishedEvent['classes']) {
  if (from === undefined) return undefined;
  return `A row is called "${classes?.[1] ?? 'the second class'}" from a probability of ${digits(from, 2)} on, where ${metric} is best on rows that the networks had not learnt.`;
}
