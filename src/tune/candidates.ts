import { parameterCount } from '../network/count.js';
import { isSameSetting } from '../space/active.js';
import type { Setting, Space } from '../space/parameter.js';
import { rankedTrials } from '../study/history.js';
import type { Trial } from '../study/trial.js';
import { type LinearBaseline, linearSeed } from './baselines.js';
import type { Candidate, Confirmation } from './confirm.js';
import { finalLength, finalTimes, type Length } from './length.js';
import type { Pace } from './pace.js';
import type { Prepared } from './prepare.js';
import type { TrainedPart } from './runner.js';
import { recipeOf } from './setting.js';
import { defaultSetting } from './space.js';

export interface CandidateOptions {
  readonly prepared: Prepared;
  readonly space: Space;
  readonly trials: readonly Trial[];
  readonly linear: LinearBaseline;
  readonly pace: Pace;
  readonly workers: number;
  /** Seconds for all rounds; as many finalists are taken as leave time for at least two, and one in any case. */
  readonly seconds: number;
  readonly most: number;
}

/** How much longer a round of confirming takes than the trial of the search: it has more folds, and they have more rows. */
const longer = ({ folds, laterFolds }: Prepared) =>
  folds === laterFolds ? 1 : (laterFolds - 1) / (folds - 1);

/** What is confirmed: the straight line and the default, carried to the end whatever became of their trials, and the best trials. */
export function candidatesFor(options: CandidateOptions): Candidate[] {
  const { prepared, trials, linear, workers, seconds, most } = options;
  const standard = defaultCandidate(options);
  const finalists = rankedTrials(trials, prepared.direction)
    .filter((trial) => trial.state === 'complete' && trial.number !== standard.number)
    .slice(0, most)
    .map((trial) => candidateOf(prepared, trial));
  const line = { ...linear.candidate, seconds: longer(prepared) * linear.candidate.seconds };
  const candidates = [line, standard];
  let spent = line.seconds + standard.seconds;
  for (const finalist of finalists) {
    spent += finalist.seconds;
    const tooLong = (wantedRounds * spent) / workers > seconds;
    if (tooLong && candidates.some(({ kind }) => kind === 'tuned')) break;
    candidates.push(finalist);
  }
  return candidates;
}

const wantedRounds = 2.5;

/** The trial of the rules of thumb: the complete one, or whatever became of it. */
export function defaultTrial(space: Space, setting: Setting, trials: readonly Trial[]): Trial | undefined {
  const own = trials.filter((trial) => isSameSetting(space, trial.setting, setting));
  return own.find((trial) => trial.state === 'complete') ?? own.at(-1);
}

function defaultCandidate({ prepared, space, trials, pace }: CandidateOptions): Candidate {
  const setting = defaultSetting(prepared.problem);
  const trial = defaultTrial(space, setting, trials);
  const length = trial ? lengthOf(trial) : pace.defaultLength;
  const share = trial?.state === 'stopped' ? length.epochs / Number(trial.facts.epochs) : 1;
  const seconds = share * Number(trial?.facts.seconds ?? 0);
  return {
    kind: 'default',
    name: 'default',
    number: trial?.number,
    setting,
    ...lastingFor(prepared, length, seconds),
    ...sizeOf(prepared, setting),
  };
}

/** How long a trial was to be. */
const lengthOf = ({ facts }: Trial): Length => ({
  epochs: Number(facts.horizon),
  rows: facts.rows as Length['rows'],
});

/** How long a candidate trains whose trial was to be of this length and took so many seconds. */
function lastingFor(prepared: Prepared, length: Length, seconds: number) {
  const { epochs: horizon, rows } = finalLength(length, prepared.part(0).part.rows);
  return { horizon, ...(rows && { rows }), seconds: longer(prepared) * finalTimes(length) * seconds };
}

function candidateOf(prepared: Prepared, trial: Trial): Candidate {
  const { number, setting, facts } = trial;
  return {
    kind: 'tuned',
    name: `#${number}`,
    number,
    setting,
    ...lastingFor(prepared, lengthOf(trial), Number(facts.seconds)),
    ...sizeOf(prepared, setting),
  };
}

const sizeOf = (prepared: Prepared, setting: Setting) => ({
  parameters: parameterCount(recipeOf(setting, prepared.part(0).part).plan),
});

/** When there was no time for a single round: the networks of the search stand for the confirmation. */
export function unconfirmed(
  candidates: readonly Candidate[],
  trials: readonly Trial[],
  kept: ReadonlyMap<number, readonly TrainedPart[]>,
  linear: LinearBaseline,
  seed: number,
): Confirmation[] {
  return candidates.flatMap((candidate): Confirmation[] => {
    const { seconds, kind, number } = candidate;
    if (kind === 'linear') {
      const { validation, trained, hash, epochs } = linear;
      const { value } = validation;
      const { rows } = candidate;
      return [{ candidate, round: 0, value, epochs, trained, hash, seconds, seed: linearSeed(seed), rows }];
    }
    const trial = number === undefined ? undefined : trials[number];
    const trained = number === undefined ? undefined : kept.get(number);
    if (trial?.value === undefined || trained === undefined) return [];
    const { best_epoch, epochs: endAt, hash } = trial.facts as Record<string, number> & { hash: string };
    const own = {
      round: 0,
      value: trial.value,
      epochs: best_epoch!,
      endAt,
      rows: lengthOf(trial).rows,
      seed: { seed, trial: trial.number },
    };
    return [{ candidate, trained, hash, seconds, ...own }];
  });
}
