import type { DataOptions } from '../data/task.js';

/** The part of the options that says what the data mean; it is kept with the study. */
export function dataOptionsOf(options: DataOptions): DataOptions {
  const { target, task, missing, dropBadRows, dropCapped, ignore, category, number, delimiter } = options;
  return { target, task, missing, dropBadRows, dropCapped, ignore, category, number, delimiter };
}
