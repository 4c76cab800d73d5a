import { type DataOptions, targetNames } from '../data/task.js';

/** The part of the options that says what the data mean; it is kept with the study. */
export function dataOptionsOf(options: DataOptions): DataOptions {
  const { task, missing, dropBadRows, dropCapped, ignore, category, number, delimiter } = options;
  const names = targetNames(options);
  const target = names.length === 1 ? names[0]! : names;
  return { target, task, missing, dropBadRows, dropCapped, ignore, category, number, delimiter };
}
