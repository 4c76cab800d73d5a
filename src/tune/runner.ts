import type { LevelInput } from '../data/encode/encoder.js';
import type { TargetCoding } from '../data/target-coding.js';
import type { Task } from '../data/task.js';
import type { ByTarget, Measure } from '../model/measure.js';
import type { Checkpoint } from '../network/checkpoint.js';
import type { NetworkSeed } from '../network/engine/engine.js';
import type { Pieces } from '../network/plan.js';
import type { UnitHealth } from '../network/probe/units.js';
import type { Setting } from '../space/parameter.js';
import type { TargetScale } from './setting.js';

/**
 * One way of dividing the rows into those trained on and those validated on, encoded by what was fitted on the training rows.
 * Parts cross to the workers, so they hold plain data only; arrays are shared with them where they can be.
 */
export interface Part {
  readonly id: number;
  readonly task: Task;
  readonly measure: Measure;
  readonly outputs: number;
  readonly inputs: number;
  /** Which of the inputs are places of levels. */
  readonly levelInputs: readonly LevelInput[];
  readonly rows: number;
  readonly validationRows: number;
  readonly trainInputs: Float32Array;
  /** Where all rows to train on lie, when they are too many for memory: `trainInputs` and its like then hold a sample of them. */
  readonly stored?: StoredRows;
  /** Whether the rows are many, and are trained on through a window. */
  readonly windowed?: true;
  /** The targets as the network sees them, rows × targets for each scale that suits (classes: 0/1 or the class's index). */
  readonly trainTargets: Readonly<Partial<Record<TargetScale, Float32Array>>>;
  /** How much each training row counts in the loss, 1 on average; absent when all count alike. */
  readonly trainWeights?: Float32Array;
  /** What is in `trainWeights` for a row's class alone, by class; absent when classes are not weighed. */
  readonly classFactors?: Float64Array;
  readonly validationInputs: Float32Array;
  /** rows × targets in the user's units (classes: the class's index). */
  readonly validationTruth: Float64Array;
  /** How much each validation row counts in the metric; absent when all count alike. */
  readonly validationWeights?: Float64Array;
  /** How outputs become the user's units, for each scale. */
  readonly coding: Readonly<Partial<Record<TargetScale, TargetCoding>>>;
  readonly residualScale: Readonly<Record<TargetScale, number>>;
  /** The columns of numbers in pieces, for each value of `numeric_bins` but 0. */
  readonly pieces: Readonly<Record<number, readonly Pieces[]>>;
}

/** Encoded rows on a disk, in blocks and in an order without meaning, so that the first of them are a sample; plain data. */
export interface StoredRows {
  readonly path: string;
  readonly rows: number;
  readonly blockRows: number;
  readonly inputs: number;
  /** Targets of a row in each of the scales. */
  readonly targetWidth: number;
  readonly scales: readonly TargetScale[];
  readonly weighted: boolean;
}

/** One setting to train on one part, or on several in step (cross-validation: the value is then their mean). */
export interface TrialJob {
  /** How people see it: `#12`, `default, part 3`. */
  readonly label: string;
  readonly setting: Setting;
  readonly seed: NetworkSeed;
  readonly parts: readonly number[];
  /** The horizon of the learning-rate schedule. */
  readonly epochs: number;
  /**
   * Where rows are many: how many of them an epoch has, until the first rung of a full training (`rungEpochs`), then until the next, and so on; the last
   * number stands for all that follow. Each epoch goes on with rows that the ones before it had not, until all were used. Absent: all rows.
   */
  readonly rows?: readonly number[];
  /** Ends after this epoch, as a replayed trial does; the horizon when absent. */
  readonly endAt?: number;
  /** Epochs at which `onRung` is asked. */
  readonly rungs: readonly number[];
  /** Pauses after this epoch, unless it ended before; absent: goes on to its end. */
  readonly until?: number;
  /** Where the same job was paused before; absent: from its first weights. */
  readonly from?: PausedTraining;
}

/** A paused trial: plain data with which any worker goes on, with the same bits. */
export interface PausedTraining {
  readonly reports: readonly EpochReport[];
  /** Seconds that it has taken. */
  readonly seconds: number;
  readonly lanes: readonly PausedLane[];
}

/** One part's network of a paused trial. */
export interface PausedLane {
  readonly training: Checkpoint;
  /** What its best weights say of the validation rows. */
  readonly predictions: Float64Array;
  /** Spent on training alone, and rows passed through. */
  readonly milliseconds: number;
  readonly passed: number;
}

export interface EpochReport {
  readonly epoch: number;
  /** The metric on the validation rows; NaN when the loss blew up. */
  readonly value: number;
  readonly loss: number;
  /** The metric on a sample of the training rows, after few of the epochs. */
  readonly train?: number;
  /** How far the weights went in it, as a share of their size; of the first part's network. */
  readonly motion?: number;
}

/** What one part of a trial leaves: the best weights and what they say of the validation rows. */
export interface TrainedPart {
  readonly part: number;
  readonly weights: Float32Array;
  /** rows × columns: a number for each target in the user's units, or a probability for each class. */
  readonly predictions: Float64Array;
}

export interface TrialOutcome {
  readonly state: 'complete' | 'paused' | 'stopped' | 'diverged';
  readonly reason?: string;
  /** Of all its epochs, those before it was paused included. */
  readonly reports: readonly EpochReport[];
  /** What going on needs; there when it was paused. */
  readonly paused?: PausedTraining;
  /** Best metric and its epoch; absent when it diverged before the first epoch's end. */
  readonly best?: {
    readonly epoch: number;
    readonly value: number;
    readonly targets?: ByTarget;
    /** The metric on a sample of the training rows with the weights of that epoch. */
    readonly train?: number;
    /** Each hidden layer's units that no longer learn, of the first part's network with those weights. */
    readonly units?: readonly UnitHealth[];
    /** For one number: the share of the squared error that the worst hundredth of the validation rows make up. */
    readonly worstShare?: number;
  };
  readonly trained: readonly TrainedPart[];
  /** SHA-256 (first 16 hex digits) over the best weights of all parts. */
  readonly hash: string;
  /** Seconds that training took on its workers, with those before it was paused. */
  readonly seconds: number;
  /** Rows trained on in a second, by the worker's clock, without validation and waiting. */
  readonly rowsPerSecond?: number;
}

export interface JobHooks {
  /** Epochs since the last call; at least ten calls a second for long trials. */
  onEpochs?(reports: readonly EpochReport[]): void;
  /** A reason to stop, or undefined to go on. */
  onRung?(reports: readonly EpochReport[]): string | undefined;
}

export interface RunningJob {
  readonly outcome: Promise<TrialOutcome>;
  /** Ends it after the epoch in progress; the outcome is then `stopped` with this reason. */
  stop(reason: string): void;
}

/** Trains jobs, as many at a time as it has workers; further ones wait their turn. */
export interface Runner {
  readonly workers: number;
  /** Makes a part known under its id; parts are never changed. */
  add(part: Part): void;
  /** Forgets a part; it is not trained on again. */
  drop(id: number): void;
  run(job: TrialJob, hooks?: JobHooks): RunningJob;
  close(): Promise<void>;
}
