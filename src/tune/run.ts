import type { DataOptions } from '../data/task.js';
import type { Warning } from '../data/warning/warning.js';
import type { Model } from '../model/model.js';
import type { Engine } from '../network/engine/engine.js';
import type { Space } from '../space/parameter.js';
import type { Store } from '../study/store/store.js';
import type { StudyRecord } from '../study/trial.js';
import type { Budget } from './budget.js';
import type { Chronicle } from './chronicle.js';
import type { Clock } from './clock.js';
import type { EngineName } from './engine-name.js';
import type { DataEvent, TuneEvent } from './event.js';
import type { MethodName } from './method.js';
import type { Owner } from './owner.js';
import type { Pace } from './pace.js';
import type { Prepared } from './prepare.js';
import type { ProgressReporter } from './progress.js';
import type { Runner } from './runner.js';
import type { StudyLog } from './study-log.js';
import type { Source } from './study-start.js';

export interface TuneJob {
  readonly prepared: Prepared;
  readonly source: Source;
  readonly testSource?: Source;
  readonly validationSource?: Source;
  readonly data: DataOptions;
  readonly warnings: readonly Warning[];
  readonly budget: Budget;
  /** Whether the budget comes on top of what a study that goes on has used. */
  readonly onTop?: boolean;
  readonly seed: number;
  readonly study: string;
  readonly store: Store;
  readonly resume: boolean;
  readonly owner: Owner;
  readonly runner: Runner;
  /** What the runner's workers train on. */
  readonly trainedOn?: EngineName;
  /** How settings are searched; default `halving`. */
  readonly method?: MethodName;
  /** Predicts on the study's own thread. */
  readonly engine: Engine;
  /** Aborted: the search ends now, the best are confirmed in little time, and the report still comes. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: TuneEvent) => void;
  /** Where everything goes, as people see it. */
  readonly folder: string;
  /** Writes the model and returns its folder. */
  readonly saveModel: (model: Model) => Promise<string>;
  /** What was read, for the report. */
  readonly about?: DataEvent;
  /** Draws the report of a study that holds its `finished` and `evidence`, writes it and returns where it is. */
  readonly saveReport?: (study: StudyRecord) => Promise<string>;
  /** `performance.now()` when the budget began. */
  readonly began: number;
}

/** What the phases of one run share. */
export interface Run extends TuneJob {
  readonly space: Space;
  readonly log: StudyLog;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly progress: ProgressReporter;
  /** Aborted when the search has to end: its time is up, or a person interrupts. */
  readonly halt: AbortController;
  readonly emit: (event: TuneEvent) => void;
  readonly chronicle: Chronicle;
}
