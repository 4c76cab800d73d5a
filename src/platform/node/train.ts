import type { DataOptions } from '../../data/task.js';
import { coachTraining } from '../../insight/diagnosis/coach.js';
import type { Diagnosis } from '../../insight/diagnosis/diagnosis.js';
import type { ByTarget } from '../../model/measure.js';
import type { MetricName } from '../../model/metric-name.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import type { Setting } from '../../space/parameter.js';
import type { Trial } from '../../study/trial.js';
import { courseOfOutcome, sceneOfRows } from '../../tune/coach-outcome.js';
import { type EngineName, engineOf } from '../../tune/engine-name.js';
import type { Scores } from '../../tune/event.js';
import type { Prepared } from '../../tune/prepare.js';
import type { EpochReport } from '../../tune/runner.js';
import { refuseOlder } from '../../tune/study-format.js';
import type { Source } from '../../tune/study-start.js';
import { trainOnce } from '../../tune/train.js';
import { checkEngine, checkSeed } from '../check-options.js';
import { dataOptionsOf } from '../data-options.js';
import { loadPrepared } from './load-prepared.js';
import { writeModel } from './model-folder.js';
import { type ReopenOptions, reopen } from './reopen.js';
import { threadRunner } from './thread-runner.js';
import { trialOf } from './trial-of.js';
import type { TuneOptions } from './tune.js';

export interface TrainOptions
  extends Omit<TuneOptions, 'budget' | 'workers' | 'study' | 'storage' | 'resume' | 'onEvent'> {
  /** `batch_size=64`, …: what differs from the rules of thumb. */
  readonly set: readonly string[];
  /** The most epochs; default 100. */
  readonly epochs?: number;
  readonly onEpoch?: (report: EpochCurve & { readonly rate: number }) => void;
}

/** A trial of a study again, perhaps with more epochs or another value: on its rows, from its first weights. */
export interface TrainStudyOptions
  extends ReopenOptions,
    Pick<TrainOptions, 'engine' | 'out' | 'signal' | 'onEpoch' | 'epochs'> {
  /** Default the best. */
  readonly trial?: number;
  readonly set?: readonly string[];
}

export interface EpochCurve {
  readonly epoch: number;
  readonly loss: number;
  readonly validation: number;
}

export interface Trained {
  readonly setting: Setting;
  readonly metric: MetricName;
  readonly epochs: number;
  readonly best: { readonly epoch: number; readonly validation: number; readonly targets?: ByTarget };
  readonly curve: readonly EpochCurve[];
  readonly test?: Scores;
  readonly model?: string;
  readonly seconds: number;
  readonly diverged: boolean;
  /** What the coach says of its curves; empty where it sees nothing. */
  readonly coach: readonly Diagnosis[];
  /** What was not done as it was asked for, such as a batch of more rows than there are. */
  readonly remark?: string;
  /** Of a study: the trial that it was, with its own epochs and score; the test part stays closed. */
  readonly was?: {
    readonly study: string;
    readonly trial: number;
    readonly epochs: number;
    readonly validation?: number;
  };
}

/** Trains one setting of a table, or of a study, with its curve; saves the model when `out` is given. */
export async function train(options: TrainOptions | TrainStudyOptions): Promise<Trained> {
  checkEngine(options.engine);
  const subject = await ('study' in options ? ofStudy(options) : ofTable(options));
  const { prepared, source, target, engine, seed, trial, was } = subject;
  const { signal, onEpoch, out, epochs = was?.epochs ?? 100 } = options;
  const runner = threadRunner(1, engine);
  try {
    const asked = {
      ...{ prepared, runner, engine: wasmEngine(), seed, trial, epochs, signal },
      set: options.set ?? [],
    };
    const { setting, remark, outcome, model, test } = await trainOnce({
      ...asked,
      onEpoch: onEpoch && ((report) => onEpoch({ ...curvePoint(report), rate: report.rate })),
    });
    const card = {
      metric: prepared.metric,
      hyperparameters: setting,
      ...(engine === 'fused' && { engine }),
      data: { file: source.file, sha256: source.sha256 },
    };
    return {
      setting,
      metric: prepared.metric,
      epochs: outcome.reports.length,
      best: {
        epoch: outcome.best?.epoch ?? 0,
        validation: outcome.best?.value ?? Number.NaN,
        targets: outcome.best?.targets,
      },
      curve: outcome.reports.map(curvePoint),
      test,
      model: out !== undefined && model ? await writeModel({ ...model, card }, out) : undefined,
      seconds: outcome.seconds,
      diverged: outcome.state === 'diverged',
      coach: coachTraining(
        courseOfOutcome(setting, outcome, prepared, epochs),
        sceneOfRows(prepared, { file: source.path ?? source.file, target }),
      ),
      ...(remark && { remark }),
      ...(was && { was }),
    };
  } finally {
    await runner.close();
  }
}

/** What is trained on, and where it is from. */
interface Subject extends Pick<Trained, 'was'> {
  readonly prepared: Prepared;
  readonly source: Source;
  readonly target: DataOptions['target'];
  readonly engine?: EngineName;
  readonly seed: number;
  readonly trial?: Trial;
}

async function ofTable({ seed = 0, ...options }: TrainOptions): Promise<Subject> {
  checkSeed(seed);
  const { prepared: inMemory, source, whole } = await loadPrepared({ ...options, seed });
  const data = dataOptionsOf(options);
  const prepared = whole === undefined ? inMemory : await whole.prepared(inMemory, data);
  return { prepared, source, target: data.target, engine: options.engine, seed };
}

async function ofStudy(options: TrainStudyOptions): Promise<Subject> {
  const { record, prepared } = await reopen(options);
  refuseOlder(record);
  const trial = trialOf(record, options.trial);
  const { number, value, facts } = trial;
  return {
    prepared,
    source: record.facts.data as unknown as Source,
    target: record.facts.target as DataOptions['target'],
    engine: options.engine ?? engineOf(record),
    seed: Number(record.facts.seed),
    trial,
    was: {
      study: record.name,
      trial: number,
      epochs: Number(facts.horizon),
      ...(value !== undefined && { validation: value }),
    },
  };
}

const curvePoint = ({ epoch, loss, value }: EpochReport): EpochCurve => ({ epoch, loss, validation: value });
