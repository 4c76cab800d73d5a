import type { EngineName } from '../tune/engine-name.js';
import type { EpochReport, Part, TrialJob, TrialOutcome } from '../tune/runner.js';

/** Comes before anything else, where another engine than the plain one is to train. */
export interface ChooseEngine {
  readonly say: 'engine';
  readonly engine: EngineName;
}

/** What the study's thread says to a worker. */
export type ToWorker =
  | { readonly say: 'part'; readonly part: Part }
  | { readonly say: 'drop'; readonly id: number }
  | { readonly say: 'run'; readonly job: TrialJob }
  /** The answer to a rung: a reason to stop, or none. */
  | { readonly say: 'verdict'; readonly reason?: string }
  | { readonly say: 'stop'; readonly reason: string };

/** What a worker says to the study's thread. */
export type FromWorker =
  | { readonly say: 'epochs'; readonly reports: readonly EpochReport[] }
  | { readonly say: 'rung'; readonly reports: readonly EpochReport[] }
  | { readonly say: 'done'; readonly outcome: TrialOutcome }
  | { readonly say: 'failed'; readonly message: string; readonly stack?: string };
