import { type DataOptions, oneOrMany, targetNames } from '../data/task.js';

/** Every option of the data; one that is forgotten here does not compile. */
type Kept = { readonly [Name in keyof Required<DataOptions>]: DataOptions[Name] };

/** The part of the options that says what the data mean; it is kept with the study. */
export const dataOptionsOf = (options: DataOptions): Kept => ({
  target: oneOrMany(targetNames(options)),
  task: options.task,
  missing: options.missing,
  dropBadRows: options.dropBadRows,
  dropCapped: options.dropCapped,
  ignore: options.ignore,
  category: options.category,
  number: options.number,
  date: options.date,
  ordinal: options.ordinal,
  cyclic: options.cyclic,
  weight: options.weight,
  classWeights: options.classWeights,
  recipes: options.recipes,
  format: options.format,
  encoding: options.encoding,
  delimiter: options.delimiter,
  split: options.split,
  folds: options.folds,
  duplicates: options.duplicates,
  cache: options.cache,
});
