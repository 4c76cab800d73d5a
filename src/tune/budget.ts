import { usageError } from '../error.js';
import type { MethodName } from './method.js';

/** A budget in time or in trials. */
export type Budget = { readonly seconds: number } | { readonly trials: number };

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Reads `60s`, `5m`, `1.5h`, `90` (seconds) or `200 trials`. */
export function parseBudget(text: string, name = 'budget'): Budget {
  const time = /^\s*(\d+(?:\.\d+)?)\s*(s|m|h|sec|secs|seconds?|min|mins|minutes?|hours?)?\s*$/i.exec(text);
  if (time) {
    const seconds = Number(time[1]) * unitSeconds[(time[2] ?? 's')[0]!.toLowerCase()]!;
    if (seconds >= 1) return { seconds };
  }
  const trials = /^\s*(\d+)\s*trials?\s*$/i.exec(text);
  if (trials && Number(trials[1]) >= 1) return { trials: Number(trials[1]) };
  throw usageError(
    `${name} "${text}" is neither a time of at least a second nor a number of trials.`,
    'Write it as 60s, 5m, 1h or "200 trials".',
  );
}

/** The share of a time budget after which nothing new is searched; what follows is confirming, the final model and the test. */
export const searchShare = 0.58;
/** Confirming must be over by then. */
export const confirmShare = 0.96;

/** How much is confirmed: rounds at most, and trials beside the default and the line. */
export interface ConfirmPlan {
  readonly rounds: number;
  readonly finalists: number;
}

/** In a budget of trials confirming stays in proportion; in one of time it takes what there is. */
export function confirmPlan(budget: Budget): ConfirmPlan {
  if ('seconds' in budget) return { rounds: 4, finalists: 4 };
  return budget.trials < 30 ? { rounds: 2, finalists: 2 } : { rounds: 3, finalists: 3 };
}

/**
 * How many full trainings the search's time holds. Fewer and longer ones are better than many short ones, for halving ends most at a fifteenth of their
 * way, and what is averaged in the end is trained no longer than a trial (bench/README.md). Of a budget in trials the length of each is all that this says.
 */
const fullTrainings = { seconds: { halving: 14, course: 20 }, trials: { halving: 40, course: 20 } };

/** See `fullTrainings`. */
export const fullTrainingsIn = (budget: Budget, method: MethodName = 'halving'): number =>
  fullTrainings['seconds' in budget ? 'seconds' : 'trials'][method];

/** A budget in trials says nothing of time: trials are then as long as for half a minute on two cores, so that they are the same everywhere. */
const usualSeconds = 30;
const usualWorkers = 2;

/** Multiply-adds of one full training. */
export function trainingWork(budget: Budget, workers: number, speed: number, method?: MethodName): number {
  const seconds = 'seconds' in budget ? budget.seconds : usualSeconds;
  const threads = 'seconds' in budget ? workers : usualWorkers;
  return (seconds * searchShare * threads * speed) / fullTrainingsIn(budget, method);
}
