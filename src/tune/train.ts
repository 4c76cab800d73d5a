import type { Model } from '../model/model.js';
import type { Engine } from '../network/engine/engine.js';
import { activationNames } from '../network/plan.js';
import { factorAt } from '../network/schedule/schedule.js';
import { onlyActive } from '../space/active.js';
import { parseAssignments } from '../space/assignment.js';
import { checkSetting } from '../space/check-setting.js';
import type { Setting, Space } from '../space/parameter.js';
import { calibrated } from './calibrate.js';
import type { Scores } from './event.js';
import { modelOfTrained } from './final-model.js';
import { lossSpace } from './loss-setting.js';
import { steppingSpace } from './optimiser-setting.js';
import type { Prepared } from './prepare.js';
import { recipeNames } from './recipe-setting.js';
import type { EpochReport, Runner, TrialOutcome } from './runner.js';
import { scheduleNames } from './schedule-setting.js';
import { recipeOf } from './setting.js';
import { defaultSetting, defaultSpace, type Problem } from './space.js';
import { openModel } from './test-part.js';

export interface TrainJob {
  readonly prepared: Prepared;
  readonly runner: Runner;
  readonly engine: Engine;
  readonly seed: number;
  /** `batch_size=64`: what differs from the rules of thumb; a batch may have any size. */
  readonly set: readonly string[];
  readonly epochs: number;
  readonly signal?: AbortSignal;
  readonly onEpoch?: (report: EpochReport & { readonly rate: number }) => void;
}

export interface Training {
  /** With the batch that was trained with. */
  readonly setting: Setting;
  /** What was not done as it was asked for. */
  readonly remark?: string;
  readonly outcome: TrialOutcome;
  /** Absent when it diverged before its first epoch ended. */
  readonly model?: Model;
  readonly test?: Scores;
}

/** Trains one setting on the search's parts and tests it. */
export async function trainOnce(job: TrainJob): Promise<Training> {
  const { prepared, runner } = job;
  const parts = prepared.partsOf(0);
  const least = Math.min(...parts.map((id) => prepared.part(id).part.rows));
  const { setting, remark } = heldToRows(settingFrom(prepared, job.set), least);
  for (const id of parts) runner.add(prepared.part(id).part);
  const { rate, schedule } = recipeOf(setting, prepared.part(0).part);
  const running = runner.run(
    { label: 'train', setting, seed: { seed: job.seed, trial: 0 }, parts, epochs: job.epochs, rungs: [] },
    {
      onEpochs(reports) {
        for (const report of reports) {
          const place = { step: report.epoch - 1, steps: job.epochs, stepsPerEpoch: 1 };
          const factor = factorAt(schedule, place);
          job.onEpoch?.({ ...report, rate: rate * factor });
        }
      },
    },
  );
  const stop = () => running.stop('interrupted');
  job.signal?.addEventListener('abort', stop, { once: true });
  const outcome = await running.outcome;
  job.signal?.removeEventListener('abort', stop);
  if (outcome.best === undefined) return { setting, remark, outcome };
  const members = outcome.trained.map((trained) => ({ trained, share: 1 / outcome.trained.length }));
  const model = calibrated(prepared, modelOfTrained(prepared, setting, outcome.trained), members);
  return { setting, remark, outcome, model, test: openModel(prepared, job.engine, model) };
}

/** A batch has at most all rows. */
function heldToRows(setting: Setting, rows: number): Pick<Training, 'setting' | 'remark'> {
  const batch = Number(setting.batch_size);
  if (!(batch > rows)) return { setting };
  const remark = `A batch of ${batch.toLocaleString('en-US')} was asked for; there are ${rows.toLocaleString('en-US')} rows to train on, and each step took all of them.`;
  return { setting: { ...setting, batch_size: rows }, remark };
}

/** The default space, with every activation, loss, schedule, optimiser and recipe that there is. */
function trainSpace(problem: Problem): Space {
  const space = defaultSpace(problem);
  return {
    ...space,
    activation: { kind: 'categorical', choices: activationNames, when: space.activation?.when },
    ...lossSpace(problem.task),
    schedule: { kind: 'categorical', choices: scheduleNames },
    warmup_epochs: { kind: 'float', low: 0, high: 1000, log: false },
    ...steppingSpace,
    recipe: { kind: 'categorical', choices: recipeNames },
  };
}

function settingFrom(prepared: Prepared, set: readonly string[]): Setting {
  const space = trainSpace(prepared.problem);
  const given = parseAssignments(space, set, { beyond: true });
  // A batch may have any size; everything else means what it means to `tune`.
  const { batch_size: _, ...others } = given;
  checkSetting(space, others, { partial: true });
  // A recipe says all that is not given.
  if (given.recipe !== undefined && given.recipe !== 'plain') return given;
  const needed = Object.fromEntries(
    Object.entries(space)
      .filter(([, parameter]) => parameter.prior)
      .map(([name, parameter]) => [name, parameter.prior!.centre]),
  );
  return onlyActive(space, { ...needed, ...defaultSetting(prepared.problem), ...given });
}
