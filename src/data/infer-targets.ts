import { usageError } from '../error.js';
import { inferTarget, type TargetVerdict } from './infer-target.js';
import { type NumberTarget, namesOf } from './schema.js';
import { listOf, type Table } from './table.js';
import { type DataOptions, targetNames } from './task.js';

/** Decides what is predicted: one column, by its values or `options.task`, or several columns of numbers. */
export function inferTargets(table: Table, options: DataOptions): TargetVerdict {
  const names = targetNames(options);
  return names.length === 1 ? inferTarget(table, names[0]!, options) : inferSeveral(table, names, options);
}

function inferSeveral(table: Table, names: readonly string[], options: DataOptions): TargetVerdict {
  if (options.task !== undefined && options.task !== 'regression')
    throw usageError(
      `--task ${options.task} predicts the classes of one column, and the targets are ${listOf(names)}.`,
      'Name one target, or leave --task out to predict numbers.',
    );
  const verdicts = names.map((name) => inferTarget(table, name, options));
  const together = {
    about: names.join(', '),
    text: 'predicted by one network with an output for each; name one alone for a network of its own',
    flag: '--target',
  };
  return {
    target: { task: 'regression', columns: verdicts.flatMap(numbersOf) },
    // What one target alone could be changed to, several cannot.
    assumptions: [
      together,
      ...verdicts.flatMap(({ assumptions }) => assumptions.map(({ about, text }) => ({ about, text }))),
    ],
  };
}

function numbersOf({ target }: TargetVerdict): readonly NumberTarget[] {
  if (target.task === 'regression') return target.columns;
  throw usageError(
    `target column ${listOf(namesOf(target))} holds classes (${listOf(target.classes, 4)}), and several targets are predicted together only when all are numbers.`,
    'Predict it in a study of its own; if its values are numbers that mean amounts, say so with --task regression.',
  );
}
