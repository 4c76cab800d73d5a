import { valueAtEpoch } from '../../study/history.js';
import type { Trial } from '../../study/trial.js';
import type { History } from '../sampler.js';
import { rankedAt } from './rung.js';
import type { Progression } from './strategy.js';

// What a sampler of full trainings is shown of a study with many fidelities, as BOHB has it (Falkner et al. 2018, arXiv 1807.01774): the highest
// rung that enough trials came to, with the values that they had there, as if it were the end. Values of several rungs in one ranking
// would call whatever was trained longest good.

/** How many trials a rung needs before a sampler learns from it rather than from a lower one: a few more than there are dimensions. */
const enough = (dimensions: number) => dimensions + 2;

/** The history as the highest rung with enough trials saw it; the others are there as tried, without a lesson, and running ones run. */
export function atOneRung(progression: Progression, rungs: readonly number[]): History {
  const { space, direction, seed, number, trials } = progression;
  const needed = enough(Object.keys(space).length);
  const ranked = rungs.map((rung) => rankedAt(rung, rungs, trials, direction));
  const level = Math.max(
    0,
    ranked.findLastIndex((there) => there.length >= needed),
  );
  const there = new Set(ranked[level]!.map((trial) => trial.number));
  return {
    space,
    direction,
    seed,
    number,
    trials: trials.map((trial) => asFinished(trial, rungs[level]!, there.has(trial.number))),
  };
}

function asFinished(trial: Trial, rung: number, isThere: boolean): Trial {
  if (!isThere) return trial.state === 'running' ? trial : without(trial, 'failed');
  if (trial.state === 'diverged') return trial;
  const value = valueAtEpoch(trial, rung);
  if (value === undefined || Number.isNaN(value)) return without(trial, 'diverged');
  return { ...trial, state: 'complete', value };
}

function without({ value: _, ...trial }: Trial, state: Trial['state']): Trial {
  return { ...trial, state };
}
