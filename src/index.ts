// The public page: all that a user may import, in reading order.

export * from './anywhere.js';
export type { NoiseAt, NoiseReading } from './insight/probe/noise-reading.js';
export type { RateMark } from './insight/probe/rate-mark.js';
export type { RateReading } from './insight/probe/rate-reading.js';
export type { IntervalReport } from './model/interval/coverage.js';
export type { Prediction } from './model/predict.js';
export { type InspectOptions, inspect } from './platform/node/inspect.js';
export { type LrFindOptions, type LrFindStudyOptions, lrFind } from './platform/node/lr-find.js';
export { openStore } from './platform/node/open-store.js';
export { type Predicted, type PredictOptions, predict } from './platform/node/predict.js';
export { type ReplayOptions, replay } from './platform/node/replay.js';
export { type Reported, type ReportOptions, report } from './platform/node/report.js';
export { type Trained, type TrainOptions, type TrainStudyOptions, train } from './platform/node/train.js';
export { type TuneOptions, tune } from './platform/node/tune.js';
export { type WhatIfOptions, whatIf } from './platform/node/what-if.js';
export type { LrFound } from './tune/lr-find.js';
export type { Replayed } from './tune/replay.js';
export type { Verdict, WhatIfEvent, WhatIfStep } from './tune/what-if-event.js';
