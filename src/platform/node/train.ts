import { coachTraining } from '../../insight/diagnosis/coach.js';
import type { Diagnosis } from '../../insight/diagnosis/diagnosis.js';
import type { ByTarget } from '../../model/measure.js';
import type { MetricName } from '../../model/metric-name.js';
import { wasmEngine } from '../../network/engine/wasm.js';
import type { Setting } from '../../space/parameter.js';
import { courseOfOutcome, sceneOfRows } from '../../tune/coach-outcome.js';
import type { Scores } from '../../tune/event.js';
import type { EpochReport } from '../../tune/runner.js';
import { trainOnce } from '../../tune/train.js';
import { checkEngine, checkSeed } from '../check-options.js';
import { dataOptionsOf } from '../data-options.js';
import { loadPrepared } from './load-prepared.js';
import { writeModel } from './model-folder.js';
import { threadRunner } from './thread-runner.js';
import type { TuneOptions } from './tune.js';

export interface TrainOptions
  extends Omit<TuneOptions, 'budget' | 'workers' | 'study' | 'storage' | 'resume' | 'onEvent'> {
  /** `batch_size=64`, …: what differs from the rules of thumb. */
  readonly set: readonly string[];
  /** The most epochs; default 100. */
  readonly epochs?: number;
  readonly onEpoch?: (report: EpochCurve & { readonly rate: number }) => void;
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
}

/** Trains one setting, with its curve; saves the model when `out` is given. */
export async function train(options: TrainOptions): Promise<Trained> {
  const { seed = 0, epochs = 100, engine, signal, onEpoch, out } = options;
  checkSeed(seed);
  checkEngine(engine);
  const { prepared: inMemory, source, whole } = await loadPrepared({ ...options, seed });
  const data = dataOptionsOf(options);
  const prepared = whole === undefined ? inMemory : await whole.prepared(inMemory, data);
  const runner = threadRunner(1, engine);
  try {
    const {
      setting,
      remark,
      outcome,
      model,
      test: scores,
    } = await trainOnce({
      prepared,
      runner,
      engine: wasmEngine(),
      seed,
      set: options.set,
      epochs,
      signal,
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
      test: scores,
      model: out !== undefined && model ? await writeModel({ ...model, card }, out) : undefined,
      seconds: outcome.seconds,
      diverged: outcome.state === 'diverged',
      coach: coachTraining(
        courseOfOutcome(setting, outcome, prepared, epochs),
        sceneOfRows(prepared, { file: source.path ?? source.file, target: data.target }),
      ),
      ...(remark && { remark }),
    };
  } finally {
    await runner.close();
  }
}

const curvePoint = ({ epoch, loss, value }: EpochReport): EpochCurve => ({ epoch, loss, validation: value });
