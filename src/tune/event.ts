import type { Assumption, Task } from '../data/task.js';
import type { Warning } from '../data/warning/warning.js';
import type { CalibrationReport } from '../model/calibration/report.js';
import type { IntervalReport } from '../model/interval/coverage.js';
import type { ByTarget } from '../model/measure.js';
import type { MetricName } from '../model/metric-name.js';
import type { Setting } from '../space/parameter.js';
import type { Direction, TrialState } from '../study/trial.js';
import type { BatchSpeed } from './evidence/batch-speed.js';
import type { SizeCell } from './evidence/size-map.js';

/** What was read and how it will be used; comes first. */
export interface DataEvent {
  readonly event: 'data';
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  /** The column that is predicted, or several. */
  readonly target: string | readonly string[];
  /** Of several targets what each one's score is divided by before they are averaged, in its units. */
  readonly scales?: ByTarget;
  readonly task: Task;
  readonly classes?: readonly string[];
  readonly metric: MetricName;
  readonly direction: Direction;
  /** Columns used, by kind, and how many numbers they become. */
  readonly inputs: {
    readonly number: number;
    readonly category: number;
    readonly boolean: number;
    readonly date: number;
    readonly ordinal?: number;
    readonly cyclic?: number;
    readonly encoded: number;
  };
  readonly split: {
    readonly train: number;
    readonly validation: number;
    readonly test: number;
    readonly testFile?: string;
    readonly validationFile?: string;
    /** Parts of a cross-validation; 1 when one part validates. */
    readonly folds?: number;
    /** What decided which rows are in which part. */
    readonly by?: 'random' | 'group' | 'time';
    /** What there is to say about the rows of a part: `12 groups`, `2024-01-02 to 2024-03-01`. */
    readonly described?: {
      readonly train?: string;
      readonly validation?: string;
      readonly test?: string;
    };
  };
  readonly assumptions: readonly Assumption[];
}

/** What a careful person would point out before training; after `data`, the gravest first. */
export interface WarningEvent extends Warning {
  readonly event: 'warning';
}

/** What will be done. */
export interface PlanEvent {
  readonly event: 'plan';
  readonly study: string;
  readonly storage: string;
  readonly folder: string;
  readonly budget: { readonly seconds?: number; readonly trials?: number };
  readonly workers: number;
  readonly seed: number;
  /** The most epochs of a trial, and the epochs at which trials are compared. */
  readonly epochs: number;
  readonly rungs: readonly number[];
  /** One line for each hyperparameter: its name and its values. */
  readonly space: readonly { readonly name: string; readonly values: string }[];
  readonly resumed: boolean;
}

export interface PhaseEvent {
  readonly event: 'phase';
  readonly phase: 'baselines' | 'search' | 'confirm' | 'final' | 'test';
  readonly note?: string;
}

export type BaselineName = 'constant' | 'linear' | 'default';

/** A baseline's score on the validation part. */
export interface BaselineEvent {
  readonly event: 'baseline';
  readonly name: BaselineName;
  readonly validation: number;
  readonly targets?: ByTarget;
}

/** A trial ended. */
export interface TrialEvent {
  readonly event: 'trial';
  readonly number: number;
  readonly state: TrialState;
  readonly hyperparameters: Setting;
  readonly validation?: number;
  readonly targets?: ByTarget;
  readonly epochs: number;
  readonly seconds: number;
  readonly reason?: string;
}

/** A new best. */
export interface ImprovedEvent {
  readonly event: 'improved';
  readonly elapsed: number;
  readonly number: number;
  readonly validation: number;
  readonly targets?: ByTarget;
  readonly hyperparameters: Setting;
}

/** A sentence worth keeping on the screen. */
export interface FindingEvent {
  readonly event: 'finding';
  readonly elapsed: number;
  readonly text: string;
}

/** What each worker does now; at most ten a second, for the screen only (left out of `--json`). */
export interface ProgressEvent {
  readonly event: 'progress';
  readonly phase: PhaseEvent['phase'];
  readonly elapsed: number;
  /** 0 to 1 of the budget. */
  readonly fraction: number;
  readonly secondsLeft?: number;
  readonly done: number;
  /** Trials that wait to be gone on with. */
  readonly paused: number;
  readonly best?: number;
  /** Best so far after each finished trial, for a small line. */
  readonly history: readonly number[];
  readonly workers: readonly (WorkerProgress | undefined)[];
}

export interface WorkerProgress {
  readonly label: string;
  readonly hyperparameters: Setting;
  readonly epoch: number;
  readonly epochs: number;
  readonly validation?: number;
}

/** Scores on rows of the test part by metric name, as `{ rmse, mae, r2 }` or `{ log_loss, accuracy, balanced_accuracy, auc? }`. */
export type MetricScores = Readonly<Partial<Record<MetricName, number>>>;

/** The same; with several targets the means over them, each target's score divided by its scale, and those of each target in its own units. */
export type Scores = MetricScores & { readonly targets?: Readonly<Record<string, MetricScores>> };

/** Scores of what is saved, and the 90 % interval of the study's metric: of all, and of each of several targets. */
export type TestScores = MetricScores & {
  readonly rows: number;
  readonly interval: readonly [number, number];
  readonly targets?: Readonly<
    Record<string, MetricScores & { readonly interval: readonly [number, number] }>
  >;
};

/** The last event; its names are fixed for programs that read `--json`. */
export interface FinishedEvent {
  readonly event: 'finished';
  readonly study: string;
  readonly task: Task;
  readonly metric: MetricName;
  readonly direction: Direction;
  readonly seconds: number;
  readonly trials: {
    readonly complete: number;
    readonly stopped: number;
    readonly diverged: number;
    readonly failed: number;
  };
  /** The winner's trial; null when no trial came to its end. */
  readonly best: {
    readonly number: number;
    readonly hyperparameters: Setting;
    readonly validation: number;
    readonly targets?: ByTarget;
    readonly epochs: number;
  } | null;
  readonly test: TestScores;
  readonly baselines: Readonly<Record<BaselineName, Scores>>;
  /** The classes in the order of their index. */
  readonly classes?: readonly string[];
  /** For numbers: what predictions are multiplied by for the metric's sake, where that helps, by target. */
  readonly factors?: Readonly<Record<string, number>>;
  /** For classes: how far the test part's probabilities are from what happened, and what calibration changed. */
  readonly calibration?: CalibrationReport;
  /** For numbers: prediction intervals of 50, 80, 90 and 95 %, and how many truths of the test part they held. */
  readonly intervals?: readonly IntervalReport[];
  readonly model: string;
  readonly storage: string;
  /** Whether the tuned model beat every baseline; when not, `winner` names the baseline that was saved (exit code 4). */
  readonly beaten: boolean;
  readonly winner: 'tuned' | BaselineName;
  readonly interrupted: boolean;
  /** Why it ended before its budget, when it did. */
  readonly reason?: string;
  /** What a careful person would point out about the table, as in the `warning` events. */
  readonly warnings: readonly Warning[];
  readonly report: Report;
  /** Where the report with its charts is, one file; absent when none was asked for or it could not be written. */
  readonly reportFile?: string;
  /** Why it could not be written. */
  readonly reportError?: string;
}

/** What a person is told at the end, computed once; the terminal and `--json` show the same. */
export interface Report {
  /** How far off the model is, in the target's units, against the best baseline: `ratio` is tuned error / best simple baseline's. */
  readonly comparison: {
    readonly baseline: BaselineName;
    readonly baselineScore: number;
    readonly tunedScore: number;
    /** 95 % paired bootstrap interval of (tuned − baseline) on the test rows, in the metric's units. */
    readonly difference: readonly [number, number];
  };
  readonly settings: readonly SettingReport[];
  /** How the final model was made: one network, an average, a refit; a sentence. */
  readonly final: string;
  readonly networks: number;
  /** Training rows a second by batch size. */
  readonly speed?: readonly BatchSpeed[];
  /** Train and validation score by layers and neurons. */
  readonly sizes?: readonly SizeCell[];
  readonly doubts: readonly string[];
  /** A what-if to try next, ready to run: arguments after `sweetspot what-if STUDY`. */
  readonly whatIf?: string;
}

export interface SettingReport {
  readonly name: string;
  readonly chosen: string;
  /** The range that is as good within noise. */
  readonly alsoFine: string;
  readonly why: string;
}

export type TuneEvent =
  | DataEvent
  | WarningEvent
  | PlanEvent
  | PhaseEvent
  | BaselineEvent
  | TrialEvent
  | ImprovedEvent
  | FindingEvent
  | ProgressEvent
  | FinishedEvent;
