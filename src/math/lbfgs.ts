// Limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.4) with bounds: steps are projected into the box, and coordinates that lie on a
// bound and would leave it take no part in a step (Bertsekas 1982, projected Newton).
//   x, g    where we are, and the gradient there
//   s, y    the last differences of x and of g, at most `memory` pairs
//   d       the direction, −H·g

export interface Bounds {
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
}

export interface MinimizeOptions {
  readonly bounds?: Bounds;
  /** Ends when no coordinate of the projected gradient is larger; default 1e-5. */
  readonly gradientTolerance?: number;
  /** Ends when a step gains less than this share of the value; default 1e-9. */
  readonly valueTolerance?: number;
  /** Default 100. */
  readonly steps?: number;
  /** How often the function is called at most; default 200. */
  readonly calls?: number;
  /** The longest first step, in any coordinate; default 1. */
  readonly firstStep?: number;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly calls: number;
}

/** A function and its gradient; undefined where it has no value, from which the search turns back. */
export type Differentiable = (x: Float64Array) => { value: number; gradient: Float64Array } | undefined;

const memory = 8;
/** Armijo's share of the promised gain. */
const sufficient = 1e-4;

/** A local minimum near `start`, which must have a value; throws a RangeError where it has none. */
export function minimize(
  call: Differentiable,
  start: ArrayLike<number>,
  options: MinimizeOptions = {},
): Minimum {
  const {
    gradientTolerance = 1e-5,
    valueTolerance = 1e-9,
    steps = 100,
    calls: mostCalls = 200,
    firstStep = 1,
  } = options;
  let x = projected(Float64Array.from(start), options.bounds);
  let here = call(x);
  let calls = 1;
  if (here === undefined) throw new RangeError('the function has no value where the search starts');
  const pairs: Pair[] = [];
  for (let step = 0; step < steps && calls < mostCalls; step++) {
    const free = freeCoordinates(x, here.gradient, options.bounds);
    if (largest(here.gradient, free) <= gradientTolerance) break;
    const direction = descent(here.gradient, free, pairs);
    let length = pairs.length > 0 ? 1 : Math.min(1, firstStep / largest(direction, free));
    let next: Float64Array;
    let there: ReturnType<Differentiable>;
    let gain: number;
    do {
      next = projected(
        x.map((value, i) => value + length * direction[i]!),
        options.bounds,
      );
      there = call(next);
      calls += 1;
      gain = here.value - (there?.value ?? Number.POSITIVE_INFINITY);
      length *= there === undefined ? 0.1 : 0.4;
    } while (!(gain >= -sufficient * along(here.gradient, x, next)) && calls < mostCalls && length > 1e-10);
    if (there === undefined || !(gain > 0)) {
      if (pairs.length === 0) break;
      pairs.length = 0; // from the gradient again
      continue;
    }
    remember(pairs, x, next, here.gradient, there.gradient);
    x = next;
    here = there;
    if (gain <= valueTolerance * Math.max(1, Math.abs(there.value))) break;
  }
  return { x, value: here.value, calls };
}

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  /** s·y, above zero */
  readonly curvature: number;
}

function projected(x: Float64Array, bounds: Bounds | undefined): Float64Array {
  if (bounds !== undefined)
    for (let i = 0; i < x.length; i++) x[i] = Math.min(bounds.high[i]!, Math.max(bounds.low[i]!, x[i]!));
  return x;
}

/** 1 for coordinates that a step may change, 0 for those held by a bound. */
function freeCoordinates(x: Float64Array, gradient: Float64Array, bounds: Bounds | undefined): Uint8Array {
  return Uint8Array.from(x, (value, i) => {
    if (bounds === undefined) return 1;
    const held = gradient[i]! > 0 ? value <= bounds.low[i]! : value >= bounds.high[i]!;
    return held ? 0 : 1;
  });
}

function largest(vector: Float64Array, free: Uint8Array): number {
  let most = 0;
  for (let i = 0; i < vector.length; i++) if (free[i]) most = Math.max(most, Math.abs(vector[i]!));
  return most;
}

/** g·(next − x), what a step promises to change. */
function along(gradient: Float64Array, x: Float64Array, next: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += gradient[i]! * (next[i]! - x[i]!);
  return sum;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** −H·g over the free coordinates, by the two loops; −g where that does not lead down. */
function descent(gradient: Float64Array, free: Uint8Array, pairs: readonly Pair[]): Float64Array {
  const d = gradient.map((value, i) => (free[i] ? -value : 0));
  const shares = new Float64Array(pairs.length);
  for (let p = pairs.length - 1; p >= 0; p--) {
    const { s, y, curvature } = pairs[p]!;
    shares[p] = dot(s, d) / curvature;
    for (let i = 0; i < d.length; i++) d[i]! -= shares[p]! * y[i]!;
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const size = last.curvature / dot(last.y, last.y);
    for (let i = 0; i < d.length; i++) d[i]! *= size;
  }
  pairs.forEach(({ s, y, curvature }, p) => {
    const share = shares[p]! - dot(y, d) / curvature;
    for (let i = 0; i < d.length; i++) d[i]! += share * s[i]!;
  });
  for (let i = 0; i < d.length; i++) if (!free[i]) d[i] = 0;
  return dot(d, gradient) < 0 ? d : gradient.map((value, i) => (free[i] ? -value : 0));
}

function remember(
  pairs: Pair[],
  x: Float64Array,
  next: Float64Array,
  g: Float64Array,
  nextG: Float64Array,
): void {
  const s = next.map((value, i) => value - x[i]!);
  const y = nextG.map((value, i) => value - g[i]!);
  const curvature = dot(s, y);
  if (curvature <= 1e-10 * dot(y, y)) return;
  pairs.push({ s, y, curvature });
  if (pairs.length > memory) pairs.shift();
}
