import { type Stream, stream } from './random.js';
import { type Polynomial, sobolPolynomials } from './sobol-directions.js';

// Sobol' sequences (I. M. Sobol', 1967; direction numbers of Joe and Kuo, 2008), points in the order of the Gray code (Antonov and Saleev,
// 1979), scrambled by a random linear matrix and a digital shift (Matoušek, J. Complexity 14, 1998; as scipy.stats.qmc.Sobol does).
//   vₖ   direction number k of a dimension, k = 0 … 31: 32 bits, of which the first is worth ½; bit 31 − k is 1, those below are 0
//   n    the index of a point: the bits of n ⊕ ⌊n/2⌋ say which direction numbers are added (⊕)
// Scrambled, a number is a uniform one, and 2ᵐ points keep how evenly they lie.

const bits = 32;

/** Dimensions that have direction numbers; coordinates beyond them are plain random numbers. */
export const sobolDimensions = sobolPolynomials.length + 1;

export interface Sobol {
  /** Point `index` (0 to 2³² − 1) of the sequence; scrambled ones lie inside (0, 1), others in [0, 1). Written to `out` where it is given. */
  point(index: number, out?: Float64Array): Float64Array;
}

/** The sequence in `dimensions` dimensions: scrambled by `seed` (32 bits), or the plain one where none is given. */
export function sobol(dimensions: number, seed?: number): Sobol {
  const axes = Array.from({ length: Math.min(dimensions, sobolDimensions) }, (_, dimension) =>
    seed === undefined ? plain(dimension) : scrambled(dimension, stream(seed, dimension, 'sobol')),
  );
  return {
    point(index, out = new Float64Array(dimensions)) {
      const gray = (index ^ (index >>> 1)) >>> 0;
      axes.forEach((axis, j) => {
        out[j] = coordinate(axis, gray);
      });
      if (dimensions > axes.length) fillRandomly(out, axes.length, stream(seed ?? 0, index, 'sobol: beyond'));
      return out;
    },
  };
}

interface Axis {
  readonly directions: Uint32Array;
  readonly shift: number;
  /** What is added to the 32 bits: half of the last one where they are random. */
  readonly half: number;
}

const plain = (dimension: number): Axis => ({ directions: directionNumbers(dimension), shift: 0, half: 0 });

/** Each bit is mixed with random ones of those before it, then flipped at random. */
function scrambled(dimension: number, random: Stream): Axis {
  const rows = Uint32Array.from({ length: bits }, (_, row) => randomRow(row, random));
  const directions = directionNumbers(dimension).map((direction) => multiply(rows, direction));
  return { directions, shift: random.uint32(), half: 0.5 };
}

/** Row `row` of a lower triangular matrix over GF(2) whose diagonal is 1; the first column is the highest bit. */
function randomRow(row: number, random: Stream): number {
  const diagonal = 31 - row;
  return ((random.uint32() | (1 << diagonal)) >>> diagonal) << diagonal;
}

/** The matrix, whose rows end at the diagonal, times a column of bits. */
function multiply(rows: Uint32Array, column: number): number {
  let product = 0;
  for (let row = 0; row < bits; row++) product |= parity(rows[row]! & column) << (31 - row);
  return product;
}

function parity(word: number): number {
  let folded = word ^ (word >>> 16);
  for (const shift of [8, 4, 2, 1]) folded ^= folded >>> shift;
  return folded & 1;
}

function coordinate({ directions, shift, half }: Axis, gray: number): number {
  let sum = shift;
  for (let k = 0, rest = gray; rest !== 0; k++, rest >>>= 1) if (rest & 1) sum ^= directions[k]!;
  return ((sum >>> 0) + half) / 0x100000000;
}

/** v₀ … v₃₁ of a dimension, counted from 0. */
function directionNumbers(dimension: number): Uint32Array {
  if (dimension === 0) return Uint32Array.from({ length: bits }, (_, k) => 0x80000000 >>> k);
  return recurrence(sobolPolynomials[dimension - 1]!);
}

/** vₖ = a₁vₖ₋₁ ⊕ … ⊕ aₛ₋₁vₖ₋ₛ₊₁ ⊕ vₖ₋ₛ ⊕ vₖ₋ₛ/2ˢ, from the initial vₖ = mₖ₊₁ 2³¹⁻ᵏ. */
function recurrence({ degree, a, m }: Polynomial): Uint32Array {
  const v = new Uint32Array(bits);
  for (let k = 0; k < degree; k++) v[k] = m[k]! << (31 - k);
  for (let k = degree; k < bits; k++) {
    const oldest = v[k - degree]!;
    let next = oldest ^ (oldest >>> degree);
    for (let i = 1; i < degree; i++) if ((a >>> (degree - 1 - i)) & 1) next ^= v[k - i]!;
    v[k] = next;
  }
  return v;
}

function fillRandomly(out: Float64Array, from: number, random: Stream) {
  for (let j = from; j < out.length; j++) out[j] = random.uniform();
}
