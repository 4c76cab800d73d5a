import { rankedTrials } from '../study/history.js';
import type { Trial } from '../study/trial.js';
import type { LinearBaseline } from './baselines.js';
import type { Candidate, Confirmation } from './confirm.js';
import { parameterCount } from './cost.js';
import type { Prepared } from './prepare.js';
import type { TrainedPart } from './runner.js';
import { recipeOf } from './setting.js';

/** The default is trial 0 of every study. */
export const defaultTrial = 0;

/**
 * What is confirmed: the straight line and the default, carried to the end, and the best complete trials, as many as the time allows for
 * at least two rounds (one at least).
 */
export function candidatesFor(
  prepared: Prepared,
  trials: readonly Trial[],
  linear: LinearBaseline,
  time: { readonly seconds: number; readonly workers: number; readonly most: number },
): Candidate[] {
  const ranked = rankedTrials(trials, prepared.direction).filter((trial) => trial.state === 'complete');
  const baseline = trials[defaultTrial];
  const candidates = [linear.candidate];
  if (baseline?.state === 'complete') candidates.push(candidateOf(prepared, baseline, 'default'));
  const finalists = ranked
    .filter((trial) => trial.number !== defaultTrial)
    .slice(0, time.most)
    .map((trial) => candidateOf(prepared, trial, `#${trial.number}`));
  let spent = candidates.reduce((sum, { seconds }) => sum + seconds, 0);
  for (const finalist of finalists) {
    spent += finalist.seconds;
    const tooLong = (wantedRounds * spent) / time.workers > time.seconds;
    if (tooLong && candidates.some(({ kind }) => kind === 'tuned')) break;
    candidates.push(finalist);
  }
  return candidates;
}

const wantedRounds = 2.5;

function candidateOf(prepared: Prepared, trial: Trial, name: string): Candidate {
  const { plan } = recipeOf(trial.setting, prepared.part(0).part);
  return {
    kind: trial.number === defaultTrial ? 'default' : 'tuned',
    name,
    number: trial.number,
    setting: trial.setting,
    horizon: Number(trial.facts.horizon),
    parameters: parameterCount(plan),
    seconds: Number(trial.facts.seconds),
  };
}

/** When there was no time for a single round: the networks of the search stand for the confirmation. */
export function unconfirmed(
  candidates: readonly Candidate[],
  trials: readonly Trial[],
  kept: ReadonlyMap<number, readonly TrainedPart[]>,
  linear: LinearBaseline,
): Confirmation[] {
  return candidates.flatMap((candidate): Confirmation[] => {
    const trial = candidate.number === undefined ? undefined : trials[candidate.number];
    const trained = candidate.number === undefined ? linear.trained : kept.get(candidate.number);
    const value = trial?.value ?? (candidate.kind === 'linear' ? linear.validation : undefined);
    if (trained === undefined || value === undefined) return [];
    const { seconds } = candidate;
    return [
      {
        candidate,
        round: 0,
        value,
        epochs: Number(trial?.facts.best_epoch ?? 0),
        trained,
        hash: '',
        seconds,
      },
    ];
  });
}
