import { mean } from '../../math/statistics.js';
import { weighed } from '../../model/calibration/decision.js';
import { likeliest } from '../../model/metric/metric.js';
import { rounded } from './rounded.js';

/** Predictions of classes against the truth, small enough to keep. */
export interface ClassPicture {
  readonly kind: 'classes';
  readonly target: string;
  readonly rows: number;
  /** The classes shown, most frequent first when there are many; a last one stands for all others then. */
  readonly classes: readonly string[];
  /** Whether the last of `classes` stands for the rarer ones. */
  readonly rest: boolean;
  /** Rows of each true class (outer) for which each class was decided (inner). */
  readonly confusion: readonly (readonly number[])[];
  /** Of two classes: the probability of the second; of many: that of the likeliest. */
  readonly about: 'second' | 'likeliest';
  /** Rows in order of that probability, in groups of equal size. */
  readonly calibration: readonly CalibrationGroup[];
}

export interface CalibrationGroup {
  readonly rows: number;
  /** Mean probability that was said. */
  readonly said: number;
  /** Share of the rows for which it was so, with its 95 % interval (Wilson 1927). */
  readonly was: number;
  readonly low: number;
  readonly high: number;
}

export interface ClassTest {
  readonly target: string;
  readonly classes: readonly string[];
  readonly truth: Float64Array;
  /** rows × classes. */
  readonly probabilities: Float64Array;
  /** What each class's probability counts for when one has to be named; all alike when absent. */
  readonly decision?: readonly number[];
}

const mostClasses = 12;
const mostGroups = 10;
const fewestInGroup = 20;

export function classPicture(test: ClassTest): ClassPicture {
  const { target, classes, truth, probabilities, decision } = test;
  const decisive = weighed(probabilities, decision);
  const named = Uint32Array.from(truth, (_, i) => likeliest(decisive, i, classes.length));
  const guess = Uint32Array.from(truth, (_, i) => likeliest(probabilities, i, classes.length));
  const { names, placeOf } = shownClasses(classes, truth);
  const confusion = names.map(() => new Array<number>(names.length).fill(0));
  truth.forEach((actual, i) => {
    confusion[placeOf[actual]!]![placeOf[named[i]!]!]! += 1;
  });
  const two = classes.length === 2;
  const said = truth.map((_, i) => probabilities[i * classes.length + (two ? 1 : guess[i]!)]!);
  const was = truth.map((actual, i) => Number(two ? actual === 1 : actual === guess[i]));
  return {
    kind: 'classes',
    target,
    rows: truth.length,
    classes: names,
    rest: classes.length > mostClasses,
    confusion,
    about: two ? 'second' : 'likeliest',
    calibration: calibrationOf(said, was),
  };
}

function shownClasses(classes: readonly string[], truth: Float64Array) {
  const all = [...classes.keys()];
  if (classes.length <= mostClasses) return { names: classes, placeOf: all };
  const counts = all.map((k) => truth.filter((each) => each === k).length);
  const shown = all.sort((a, b) => counts[b]! - counts[a]!).slice(0, mostClasses - 1);
  const placeOf = classes.map((_, k) => (shown.includes(k) ? shown.indexOf(k) : shown.length));
  return {
    names: [...shown.map((k) => classes[k]!), `${classes.length - shown.length} others`],
    placeOf,
  };
}

function calibrationOf(said: Float64Array, was: Float64Array): CalibrationGroup[] {
  const order = [...said.keys()].sort((a, b) => said[a]! - said[b]!);
  const count = Math.max(1, Math.min(mostGroups, Math.floor(order.length / fewestInGroup)));
  return Array.from({ length: count }, (_, i) => {
    const start = Math.floor((i * order.length) / count);
    const own = order.slice(start, Math.floor(((i + 1) * order.length) / count));
    const share = mean(own.map((row) => was[row]!));
    const [low, high] = wilson(share, own.length);
    return {
      rows: own.length,
      said: rounded(mean(own.map((row) => said[row]!))),
      was: rounded(share),
      low: rounded(low),
      high: rounded(high),
    };
  });
}

/** The 95 % interval of a share seen in n rows. */
function wilson(share: number, n: number): [number, number] {
  const z = 1.959964;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
