// The public page of `sweetspot/browser`: what a web page may import.

export type { Format } from '../../data/read/format.js';
export type { Assumption, DataOptions, Task } from '../../data/task.js';
export type { Figure, Warning, WarningKind } from '../../data/warning/warning.js';
export { SweetspotError } from '../../error.js';
export type { ModelFiles } from '../../model/file/save.js';
export type { MetricName } from '../../model/metric-name.js';
export type { FinishedEvent, Report, Scores, SettingReport, TuneEvent } from '../../tune/event.js';
export type { ColumnInspection, Inspection, TargetInspection } from '../../tune/inspect/inspection.js';
export { type InspectOptions, inspect } from './inspect.js';
export { type Predicted, type PredictOptions, predict } from './predict.js';
export type { DataInput } from './source.js';
export { type Tuned, type TuneOptions, tune } from './tune.js';
