import { usageError } from '../error.js';
import type { StudyRecord } from '../study/trial.js';
import type { FinalPart } from './final.js';
import type { Prepared } from './prepare.js';
import type { Runner, TrialJob } from './runner.js';
import { isOlder } from './study-format.js';

export interface Replayed {
  /** Whether every bit of the weights is the same again. */
  readonly same: boolean;
  readonly what: string;
  readonly hash: string;
  readonly recorded: string;
  readonly epochs?: number;
  readonly value?: number;
  /** Whether an earlier version made the study, which may be why the bits differ. */
  readonly older?: true;
}

/** Trains a finished trial again: same setting, streams and last epoch, and so the same bits on any machine. */
export async function replayTrial(
  record: StudyRecord,
  number: number,
  prepared: Prepared,
  runner: Runner,
): Promise<Replayed> {
  const trial = record.trials[number];
  if (trial === undefined)
    throw usageError(
      `study "${record.name}" has no trial ${number}; its trials are 0 to ${record.trials.length - 1}.`,
      `See them with: sweetspot studies show ${record.name}`,
    );
  const recorded = trial.facts.hash;
  if (typeof recorded !== 'string')
    throw usageError(
      `trial ${number} of "${record.name}" is ${trial.state} and left no weights to compare with.`,
      'Choose a trial that is complete or stopped.',
    );
  const outcome = await runNow(prepared, runner, 0, {
    label: `#${number}`,
    setting: trial.setting,
    seed: { seed: seedOf(record), trial: number },
    epochs: Number(trial.facts.horizon),
    rows: trial.facts.rows as TrialJob['rows'],
    endAt: Number(trial.facts.epochs),
  });
  return {
    same: outcome.hash === recorded,
    what: `trial ${number}`,
    hash: outcome.hash,
    recorded,
    epochs: outcome.reports.length,
    value: outcome.best?.value,
    ...(isOlder(record) && { older: true }),
  };
}

/** Trains every network of the final model again. */
export async function replayFinal(
  record: StudyRecord,
  prepared: Prepared,
  runner: Runner,
): Promise<Replayed> {
  const recipe = record.facts.final as readonly FinalPart[] | undefined;
  if (recipe === undefined)
    throw usageError(
      `study "${record.name}" has no final model yet.`,
      `Finish it with: sweetspot tune ... --study ${record.name} --resume`,
    );
  if (recipe.length === 0)
    throw usageError(
      `the final model of "${record.name}" is a constant: nothing was trained for it.`,
      `Replay a trial instead: sweetspot replay ${record.name} 0`,
    );
  const outcomes = await Promise.all(
    recipe.map(({ setting, round, seed, horizon, endAt, rows }) =>
      runNow(prepared, runner, round, {
        label: `split ${round}`,
        setting,
        seed,
        epochs: horizon,
        endAt,
        rows,
      }),
    ),
  );
  const hash = outcomes.map((outcome) => outcome.hash).join(' ');
  const recorded = recipe.map((part) => part.hash).join(' ');
  const what = `the final model (${recipe.length} trainings)`;
  return { same: hash === recorded, what, hash, recorded, ...(isOlder(record) && { older: true }) };
}

const seedOf = (record: StudyRecord) => Number(record.facts.seed);

function runNow(prepared: Prepared, runner: Runner, round: number, job: Omit<TrialJob, 'parts' | 'rungs'>) {
  const parts = prepared.partsOf(round);
  for (const id of parts) runner.add(prepared.part(id).part);
  return runner.run({ ...job, parts, rungs: [] }).outcome;
}
