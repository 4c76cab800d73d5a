import { exp } from '../../math/elementary.js';

// The factors of joint.ts that depend on training alone. Trials are seen at a handful of rungs and asked for at their ends, so each is worked out once
// for a pair of trainings rather than for each pair of points.

/** The different trainings among some points, and which of them each point has. */
export interface Trainings {
  readonly us: Float64Array;
  readonly of: Int32Array;
}

export function differentTrainings(all: Float64Array, count: number): Trainings {
  const numbers = new Map<number, number>();
  const of = new Int32Array(count);
  let [lastU, lastNumber] = [Number.NaN, 0];
  for (let i = 0; i < count; i++) {
    const u = all[i]!;
    if (u !== lastU) {
      lastNumber = numbers.get(u) ?? numbers.size;
      numbers.set(u, lastNumber);
      lastU = u;
    }
    of[i] = lastNumber;
  }
  return { us: Float64Array.from(numbers.keys()), of };
}

/** By pair of trainings, the first's number times how many seconds there are, plus the second's. */
export interface Table {
  /** s·(w + (1 − w)·T) */
  readonly level: Float64Array;
  /** m·R */
  readonly shared: Float64Array;
}

export interface Strengths {
  readonly s: number;
  readonly w: number;
  readonly tau: number;
  readonly m: number;
  readonly rho: number;
}

export function trainingFactors() {
  let strengths: Strengths = { s: 1, w: 0.5, tau: 1, m: 1, rho: 1 };
  let last: { us: Float64Array; v: number; table: Table } | undefined;

  function table(us: ArrayLike<number>, vs: ArrayLike<number>): Table {
    const { s, w, tau, m, rho } = strengths;
    const level = new Float64Array(us.length * vs.length);
    const shared = new Float64Array(us.length * vs.length);
    for (let i = 0; i < us.length; i++)
      for (let j = 0; j < vs.length; j++) {
        const far = (us[i]! - vs[j]!) * (us[i]! - vs[j]!);
        level[i * vs.length + j] = s * (w + (1 - w) * matern52(tau * far));
        shared[i * vs.length + j] = m * matern52(rho * far);
      }
    return { level, shared };
  }

  return {
    set(given: Strengths) {
      strengths = given;
      last = undefined;
    },
    /** Between each of `us` and each of `vs`. */
    between(us: Float64Array, vs: Float64Array = us): Table {
      if (vs.length > 1) return table(us, vs);
      // A search asks for one training, the whole, time and again.
      if (last?.us !== us || last.v !== vs[0]) last = { us, v: vs[0]!, table: table(us, vs) };
      return last.table;
    },
    /** The gradient in log s, log w/(1 − w), log τ, log m, log ρ: `own` is Σ g·M of each pair of trainings, `all` is Σ g. */
    pull(us: Float64Array, { level, shared }: Table, own: Float64Array, all: Float64Array): Float64Array {
      const { s, w, tau, m, rho } = strengths;
      const gradient = new Float64Array(5);
      for (let i = 0; i < us.length; i++)
        for (let j = 0; j < us.length; j++) {
          const pair = i * us.length + j;
          const far = (us[i]! - us[j]!) * (us[i]! - us[j]!);
          const t = matern52(tau * far);
          gradient[0]! += own[pair]! * level[pair]!;
          gradient[1]! += own[pair]! * s * (1 - t) * w * (1 - w);
          gradient[2]! += own[pair]! * s * (1 - w) * slope52(tau * far) * tau * far;
          gradient[3]! += all[pair]! * shared[pair]!;
          gradient[4]! += all[pair]! * m * slope52(rho * far) * rho * far;
        }
      return gradient;
    },
  };
}

/** The Matérn covariance with smoothness 5/2 over r²; 1 at 0. */
function matern52(squared: number): number {
  const r = Math.sqrt(5 * squared);
  return (1 + r + (r * r) / 3) * exp(-r);
}

/** Its derivative in r². */
function slope52(squared: number): number {
  const r = Math.sqrt(5 * squared);
  return (-5 / 6) * (1 + r) * exp(-r);
}
