import type { Model } from '../model/model.js';
import type { Engine } from '../network/engine/engine.js';
import { factorAt } from '../network/schedule/schedule.js';
import type { Setting } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import { askedSetting, heldToRows } from './asked-setting.js';
import { calibrated } from './calibrate.js';
import type { Scores } from './event.js';
import { modelOfTrained } from './final-model.js';
import type { Prepared } from './prepare.js';
import type { EpochReport, Runner, TrialJob, TrialOutcome } from './runner.js';
import { recipeOf } from './setting.js';
import { openModel } from './test-part.js';

export interface TrainJob {
  readonly prepared: Prepared;
  readonly runner: Runner;
  readonly engine: Engine;
  readonly seed: number;
  /** `batch_size=64`: what differs from the rules of thumb; a batch may have any size. */
  readonly set: readonly string[];
  readonly epochs: number;
  /** Of a study: whose setting it is. It has the trial's first weights and rows, and the test part, which the study opened or will, stays closed. */
  readonly trial?: Pick<Trial, 'number' | 'setting' | 'facts'>;
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

/** Trains one setting on the search's parts, and tests it unless it is a study's. */
export async function trainOnce(job: TrainJob): Promise<Training> {
  const { prepared, runner } = job;
  const parts = prepared.partsOf(0);
  const least = Math.min(...parts.map((id) => prepared.part(id).part.rows));
  const { setting, remark } = heldToRows(askedSetting(prepared, job.set, job.trial?.setting), least);
  for (const id of parts) runner.add(prepared.part(id).part);
  const { rate, schedule } = recipeOf(setting, prepared.part(0).part);
  const running = runner.run(
    {
      label: 'train',
      setting,
      seed: { seed: job.seed, trial: job.trial?.number ?? 0 },
      parts,
      epochs: job.epochs,
      rows: job.trial?.facts.rows as TrialJob['rows'],
      rungs: [],
    },
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
  const test = job.trial === undefined && { test: openModel(prepared, job.engine, model) };
  return { setting, remark, outcome, model, ...test };
}
