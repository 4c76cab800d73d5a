import { columnOf, interleaved } from '../../data/target.js';
import { usageError } from '../../error.js';
import type { Model } from '../model.js';
import type { Prediction } from '../predict.js';
import { type Bounds, boundsOf, type Margins, rowsNeeded, supports, usualLevel } from './margins.js';

/** What is asked for: the share of new rows whose truth the interval holds, or none. */
export type IntervalChoice = number | 'none';

/**
 * The prediction with an interval for each number (default: 90 % where the model knows its errors). Throws a usage error for a level that is
 * asked for and cannot be given.
 */
export function withInterval(
  model: Model,
  prediction: Prediction,
  choice: IntervalChoice | undefined,
): Prediction {
  if (choice !== undefined && choice !== 'none') check(model, choice);
  const level = choice ?? usualLevel;
  const { margins } = model;
  if (level === 'none' || prediction.task !== 'regression' || !margins) return prediction;
  if (!margins.every((own) => supports(own, level))) return prediction;
  return { ...prediction, interval: { level, ...boundsOfTargets(margins, prediction.values, level) } };
}

/** The bounds of each target by its own margins, rows × targets. */
function boundsOfTargets(margins: readonly Margins[], values: Float64Array, level: number): Bounds {
  const bounds = margins.map((own, k) => boundsOf(own, columnOf(values, margins.length, k), level));
  return {
    low: interleaved(bounds.map(({ low }) => low)),
    high: interleaved(bounds.map(({ high }) => high)),
  };
}

function check({ target, margins }: Model, level: number) {
  if (!(level > 0 && level < 1))
    throw usageError(
      `an interval of ${level} was asked for; it takes the share of rows that it should hold, above 0 and below 1.`,
      'For example: 0.9',
    );
  if (target.task !== 'regression')
    throw usageError(
      `there are no intervals for "${target.name}": it has classes, and their probabilities say how sure the model is.`,
      'Leave the interval out.',
    );
  if (margins === undefined)
    throw usageError(
      'this model was saved without what intervals need.',
      'Make it again with sweetspot tune, or leave the interval out.',
    );
  const short = margins.find((own) => !supports(own, level));
  if (short === undefined) return;
  throw usageError(
    `an interval of ${percent(level)} needs ${rowsNeeded(level)} rows that the networks had not learnt; this model has ${short.scores.length}.`,
    'Ask for a lower share.',
  );
}

const percent = (level: number) => `${Number((100 * level).toPrecision(6))} %`;
