// The public page of `sweetspot/browser`: what a web page may import.

export * from '../../anywhere.js';
export type { ModelFiles } from '../../model/file/save.js';
export { memoryStore } from '../../study/store/memory.js';
export { type InspectOptions, inspect } from './inspect.js';
export { type Predicted, type PredictOptions, predict } from './predict.js';
export type { DataInput } from './source.js';
export { type Tuned, type TuneOptions, tune } from './tune.js';
