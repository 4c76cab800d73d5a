import { type DataOptions, oneOrMany, targetNames } from '../data/task.js';

/** The part of the options that says what the data mean; it is kept with the study. */
export function dataOptionsOf(options: DataOptions): DataOptions {
  const { task, missing, dropBadRows, dropCapped, ignore, category, number, delimiter } = options;
  const target = oneOrMany(targetNames(options));
  return { target, task, missing, dropBadRows, dropCapped, ignore, category, number, delimiter };
}
