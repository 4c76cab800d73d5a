import { studentTail } from './statistics.js';

/** Of some values: how many they are, their mean, and their variance with n − 1 below. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

export interface Difference {
  readonly t: number;
  /** Degrees of freedom (Satterthwaite 1946). */
  readonly freedom: number;
}

/**
 * Welch's t of two means whose variances may differ (Welch 1947): (a − b) / √(s²a/nₐ + s²b/n_b). Undefined where a side has fewer than two values, or
 * neither varies.
 */
export function welch(a: Moments, b: Moments): Difference | undefined {
  const [own, other] = [a.variance / a.n, b.variance / b.n];
  const squared = own + other;
  if (a.n < 2 || b.n < 2 || !(squared > 0)) return undefined;
  const freedom = (squared * squared) / ((own * own) / (a.n - 1) + (other * other) / (b.n - 1));
  return { t: (a.mean - b.mean) / Math.sqrt(squared), freedom };
}

/** The chance of so large a t, or of one so far to either side, where the means are equal. */
export function chanceOf({ t, freedom }: Difference, side: 'larger' | 'either'): number {
  const tail = studentTail(Math.abs(t), freedom);
  if (side === 'either') return 2 * tail;
  return t > 0 ? tail : 1 - tail;
}
