import { type DataOptions, oneOrMany, targetNames } from '../data/task.js';

/** The part of the options that says what the data mean; it is kept with the study. */
export const dataOptionsOf = (options: DataOptions): DataOptions => ({
  target: oneOrMany(targetNames(options)),
  task: options.task,
  missing: options.missing,
  dropBadRows: options.dropBadRows,
  dropCapped: options.dropCapped,
  ignore: options.ignore,
  category: options.category,
  number: options.number,
  format: options.format,
  encoding: options.encoding,
  delimiter: options.delimiter,
});
