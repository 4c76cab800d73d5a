import type { CacheOptions, CacheSummary } from '../platform/node/big/caches.js';
import type { InspectOptions } from '../platform/node/inspect.js';
import type { LrFindOptions, LrFindStudyOptions } from '../platform/node/lr-find.js';
import type { OnTrialOptions } from '../platform/node/on-trial.js';
import type { Predicted, PredictOptions } from '../platform/node/predict.js';
import type { RememberedFrom } from '../platform/node/remembered.js';
import type { ReplayOptions } from '../platform/node/replay.js';
import type { Reported, ReportOptions } from '../platform/node/report.js';
import type { EpochCurve, Trained, TrainOptions, TrainStudyOptions } from '../platform/node/train.js';
import type { TuneOptions } from '../platform/node/tune.js';
import type { WhatIfOptions } from '../platform/node/what-if.js';
import type { Store } from '../study/store/store.js';
import type { FinishedEvent } from '../tune/event.js';
import type { Inspection } from '../tune/inspect/inspection.js';
import type { LrFound } from '../tune/lr-find.js';
import type { OnTrial } from '../tune/on-trial.js';
import type { Replayed } from '../tune/replay.js';
import type { WhatIfEvent } from '../tune/what-if-event.js';

export type {
  Inspection,
  InspectOptions,
  LrFindOptions,
  LrFindStudyOptions,
  LrFound,
  Predicted,
  PredictOptions,
  Replayed,
  ReplayOptions,
  Reported,
  ReportOptions,
  Trained,
  TrainOptions,
  TrainStudyOptions,
  TuneOptions,
  WhatIfOptions,
};
export type EpochReport = EpochCurve;
export type VerdictEvent = Extract<WhatIfEvent, { event: 'verdict' }>;

/** What the commands ask of `platform/node`. */
export interface Job {
  tune(options: TuneOptions): Promise<FinishedEvent>;
  remembered(from: RememberedFrom): Promise<TuneOptions & { readonly data: string }>;
  inspect(options: InspectOptions): Promise<Inspection>;
  train(options: TrainOptions | TrainStudyOptions): Promise<Trained>;
  lrFind(options: LrFindOptions | LrFindStudyOptions): Promise<LrFound>;
  predict(options: PredictOptions): Promise<Predicted>;
  replay(options: ReplayOptions): Promise<Replayed>;
  whatIf(options: WhatIfOptions): Promise<VerdictEvent>;
  onTrial(options: OnTrialOptions): Promise<OnTrial>;
  report(options: ReportOptions): Promise<Reported>;
  openStore(url?: string): Promise<Store>;
  listCaches(options: CacheOptions): Promise<CacheSummary[]>;
  clearCaches(options: CacheOptions): Promise<CacheSummary[]>;
}

/** The real ones; each is loaded when it is first called, so that `--help` loads none. */
export const nodeJob: Job = {
  tune: async (options) => (await import('../platform/node/tune.js')).tune(options),
  remembered: async (from) => (await import('../platform/node/remembered.js')).remembered(from),
  inspect: async (options) => (await import('../platform/node/inspect.js')).inspect(options),
  train: async (options) => (await import('../platform/node/train.js')).train(options),
  lrFind: async (options) => (await import('../platform/node/lr-find.js')).lrFind(options),
  predict: async (options) => (await import('../platform/node/predict.js')).predict(options),
  replay: async (options) => (await import('../platform/node/replay.js')).replay(options),
  whatIf: async (options) => (await import('../platform/node/what-if.js')).whatIf(options),
  onTrial: async (options) => (await import('../platform/node/on-trial.js')).onTrial(options),
  report: async (options) => (await import('../platform/node/report.js')).report(options),
  openStore: async (url) => (await import('../platform/node/studies.js')).openStore(url),
  listCaches: async (options) => (await import('../platform/node/big/caches.js')).listCaches(options),
  clearCaches: async (options) => (await import('../platform/node/big/caches.js')).clearCaches(options),
};
