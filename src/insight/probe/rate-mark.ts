import { exp, log } from '../../math/elementary.js';
import { studentInterval } from '../../math/statistics.js';
import type { Grade } from '../grade.js';

/** A learning rate that several tests tell. */
export interface RateMark {
  /** `measured` when it is known to within a factor of 3 either way, at 95 %. */
  readonly grade: Grade;
  /** The tests' geometric mean; absent where it is not known. */
  readonly rate?: number;
  /** The least and the greatest of single tests. */
  readonly low: number;
  readonly high: number;
  /** Tests that show it. */
  readonly tests: number;
  /** How many tests would tell it, going by how far these differ; absent where it is known, and where more than 100 would be needed. */
  readonly needed?: number;
}

/** A rate that is known more closely than this is of use: people change it by factors of 3. */
const factor = 3;
const mostTests = 100;

/** What single tests say of a rate, of `tests` tests in all: not all of them need show it. */
export function markOf(rates: readonly number[], tests = rates.length): RateMark {
  const { mean, half } = studentInterval(rates.map((rate) => log(rate)));
  const seen = { low: Math.min(...rates), high: Math.max(...rates), tests: rates.length };
  if (half <= log(factor) && rates.length === tests) return { grade: 'measured', rate: exp(mean), ...seen };
  const share = half / log(factor);
  const needed = 5 * Math.ceil((rates.length * Math.max(2, share * share)) / 5);
  return { grade: 'unknown', ...seen, ...(needed <= mostTests && { needed }) };
}
