import { usageError } from '../error.js';
import { nearestName } from '../spelling.js';
import { classesOf, namesOf, type TargetColumns } from './schema.js';
import { listOf } from './table.js';
import type { Assumption, ClassWeights } from './task.js';

/** Throws a usage error for weights of classes that are not there, or that are not above 0, and for a target without classes. */
export function refuseClassWeights(asked: ClassWeights | undefined, target: TargetColumns) {
  if (asked === undefined || asked === 'none') return;
  if (target.task === 'regression')
    throw usageError(
      `class weights need classes, and target ${listOf(namesOf(target))} is a number.`,
      'Leave --class-weights out, weigh rows with --weight COLUMN, or predict classes with --task multiclass.',
    );
  if (asked === 'balanced') return;
  const { classes } = target;
  for (const [name, weight] of Object.entries(asked)) {
    if (!classes.includes(name)) throw noSuchClass(name, classes, namesOf(target)[0]!);
    if (Number.isFinite(weight) && weight > 0) continue;
    throw usageError(
      `the weight of class "${name}" is ${weight}; it takes a number above 0.`,
      `For example: --class-weights "${name}=5"`,
    );
  }
}

function noSuchClass(name: string, classes: readonly string[], target: string) {
  const near = nearestName(name, classes);
  return usageError(
    `class weights name "${name}", which is no class of "${target}" (${listOf(classes)}).`,
    near === undefined ? `For example: --class-weights "${classes.at(-1)}=5"` : `Did you mean "${near}"?`,
  );
}

/**
 * The factor of each class. `balanced` gives all classes of these rows the same total weight, and rows the mean factor 1 (n / (classes × rows of
 * the class), as scikit-learn does; with weights of rows, their sums).
 */
export function classFactors(
  asked: ClassWeights,
  classes: readonly string[],
  codes: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Float64Array {
  if (asked === 'none') return new Float64Array(classes.length).fill(1);
  if (asked !== 'balanced') return Float64Array.from(classes, (name) => weightIn(asked, name) ?? 1);
  const sums = new Float64Array(classes.length);
  let total = 0;
  for (let i = 0; i < codes.length; i++) {
    sums[codes[i]!]! += weights?.[i] ?? 1;
    total += weights?.[i] ?? 1;
  }
  const seen = sums.filter((sum) => sum > 0).length;
  return sums.map((sum) => (sum > 0 ? total / (seen * sum) : 1));
}

/** A class may be called as what every object inherits. */
const weightIn = (asked: Readonly<Record<string, number>>, name: string) =>
  Object.hasOwn(asked, name) ? asked[name] : undefined;

/** What weighing classes does to probabilities is said before anything is trained. */
export function classWeightAssumption(
  asked: ClassWeights | undefined,
  target: TargetColumns,
): Assumption | undefined {
  if (asked === undefined || asked === 'none') return undefined;
  const how =
    asked === 'balanced'
      ? 'each class counts as much as every other'
      : classesOf(target)
          .filter((name) => weightIn(asked, name) !== undefined)
          .map((name) => `"${name}" counts ${weightIn(asked, name)} times`)
          .join(', ');
  const text = `${how} in training, which tilts probabilities until they are calibrated; scores count the rows as they are`;
  return { about: namesOf(target)[0]!, text, flag: '--class-weights none' };
}
