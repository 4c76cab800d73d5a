// The mass of a normal distribution between two places, by the complementary error function as src/math/normal.ts has it: for x ≥ 0
//   erfc(x) = t·exp(−x² + P(t)), t = 2/(2 + x), P a Chebyshev series in 2t − 1.

import { exp2 } from './vector64';

const seriesAt = memory.data<f64>([
  -1.3026537197817094, 0.6419697923564902, 0.019476473204185836, -0.009561514786808632,
  -0.0009465953444820369, 0.00036683949785276145, 4.252332480690777e-5, -2.0278578112534242e-5,
  -1.6242900046470256e-6, 1.3036558355805232e-6, 1.5626441722066142e-8, -8.523809591492654e-8,
  6.5290544390988515e-9, 5.059343495551469e-9, -9.91364156493033e-10, -2.273651222931836e-10,
  9.646791102015527e-11, 2.3940380830391146e-12, -6.886027526497553e-12, 8.944879273090725e-13,
  3.130921399342958e-13, -1.1270822361367252e-13, 3.810905255189232e-16, 7.106097613609237e-15,
  -1.5230282014571043e-15, -9.457494571291233e-17, 1.210237189224279e-16, -2.816663887747177e-17,
]);
const lastAt: usize = 27 * 8;

/** Beyond 12 widths a mass is below e⁻⁷²; here in units of σ√2. */
const reach: f64 = 12 * 0.7071067811865476;

/**
 * erfc of |numbers|, eight of them, over themselves. Four vectors at once: each of the 27 steps of a series waits for the one before, and one
 * series alone would leave the processor idle.
 */
function erfcOfEight(at: usize): void {
  const a = f64x2.abs(v128.load(at));
  const b = f64x2.abs(v128.load(at, 16));
  const c = f64x2.abs(v128.load(at, 32));
  const d = f64x2.abs(v128.load(at, 48));
  const two = f64x2.splat(2);
  const ta = f64x2.div(two, f64x2.add(two, a));
  const tb = f64x2.div(two, f64x2.add(two, b));
  const tc = f64x2.div(two, f64x2.add(two, c));
  const td = f64x2.div(two, f64x2.add(two, d));
  const wa = twice(ta);
  const wb = twice(tb);
  const wc = twice(tc);
  const wd = twice(td);
  let pa = f64x2.splat(0);
  let pb = pa;
  let pc = pa;
  let pd = pa;
  let qa = pa;
  let qb = pa;
  let qc = pa;
  let qd = pa;
  const end = seriesAt;
  for (let term = seriesAt + lastAt; term > end; term -= 8) {
    const coefficient = v128.load64_splat(term);
    const na = f64x2.add(f64x2.sub(f64x2.mul(wa, pa), qa), coefficient);
    const nb = f64x2.add(f64x2.sub(f64x2.mul(wb, pb), qb), coefficient);
    const nc = f64x2.add(f64x2.sub(f64x2.mul(wc, pc), qc), coefficient);
    const nd = f64x2.add(f64x2.sub(f64x2.mul(wd, pd), qd), coefficient);
    qa = pa;
    qb = pb;
    qc = pc;
    qd = pd;
    pa = na;
    pb = nb;
    pc = nc;
    pd = nd;
  }
  v128.store(at, ended(a, ta, wa, pa, qa));
  v128.store(at, ended(b, tb, wb, pb, qb), 16);
  v128.store(at, ended(c, tc, wc, pc, qc), 32);
  v128.store(at, ended(d, td, wd, pd, qd), 48);
}

// @ts-ignore: decorator
@inline
function twice(t: v128): v128 {
  return f64x2.sub(f64x2.mul(f64x2.splat(4), t), f64x2.splat(2));
}

// @ts-ignore: decorator
@inline
function ended(x: v128, t: v128, w: v128, p: v128, q: v128): v128 {
  const first = f64x2.add(v128.load64_splat(seriesAt), f64x2.mul(w, p));
  const series = f64x2.sub(f64x2.mul(f64x2.splat(0.5), first), q);
  return f64x2.mul(t, exp2(f64x2.sub(series, f64x2.mul(x, x))));
}

/**
 * For each cell a column with the log of each normal kernel's mass in it: log(Φ((high − centre)/σ) − Φ((low − centre)/σ)) + log 2 + constant; an
 * inverse is 1/(σ√2). `scratch`: 3 · (count + 3) numbers.
 */
export function normalMasses(
  cells: i32, count: i32, lows: usize, highs: usize, centres: usize, inverses: usize, constants: usize, columns: usize, scratch: usize,
): void {
  for (let c = 0; c < cells; c++) {
    const at = <usize>c << 3;
    const column = columns + (<usize>(c * count) << 3);
    masses(count, load<f64>(lows + at), load<f64>(highs + at), centres, inverses, constants, column, scratch);
  }
}

/** The ends of the cell in each kernel's units are gathered where the mass counts, so that four masses can be worked out at once. */
function masses(
  count: i32, low: f64, high: f64, centres: usize, inverses: usize, constants: usize, column: usize, scratch: usize,
): void {
  const whose = scratch + (<usize>(2 * (count + 3)) << 3);
  let near = 0;
  for (let k = 0; k < count; k++) {
    const at = <usize>k << 3;
    const inverse = load<f64>(inverses + at);
    const a = (low - load<f64>(centres + at)) * inverse;
    const b = (high - load<f64>(centres + at)) * inverse;
    store<f64>(column + at, -Infinity);
    if (a > reach || b < -reach) continue;
    // From the side on which less is lost.
    const isLeft = a + b < 0;
    const pair = scratch + (<usize>near << 4);
    store<f64>(pair, isLeft ? -b : a);
    store<f64>(pair, isLeft ? -a : b, 8);
    store<i32>(whose + (<usize>near << 2), k);
    near += 1;
  }
  for (let n = 0; n < near; n += 4) {
    const pairs = scratch + (<usize>n << 4);
    const end = min(4, near - n);
    // Whether it begins left of the centre is kept: it is gone from the pair.
    let left = 0;
    for (let i = 0; i < end; i++) if (load<f64>(pairs + (<usize>i << 4)) < 0) left |= 1 << i;
    erfcOfEight(pairs);
    for (let i = 0; i < end; i++) {
      const pair = pairs + (<usize>i << 4);
      const inner = (left >> i) & 1 ? 2 - load<f64>(pair) : load<f64>(pair);
      const at = <usize>load<i32>(whose + (<usize>(n + i) << 2)) << 3;
      store<f64>(column + at, NativeMath.log(inner - load<f64>(pair, 8)) + load<f64>(constants + at));
    }
  }
}
