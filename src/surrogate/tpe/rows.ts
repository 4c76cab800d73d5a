import { parzenKernels } from '../../kernel/parzen.js';

/**
 * Sums of logs, a row for each point and in it one number for each kernel of a mixture, in the memory of kernels/parzen.ts. Good until the next
 * rows are begun.
 */
export interface Rows {
  readonly points: number;
  /** Where `addNormals` finds the kernels: to be filled to the end, with finite numbers behind the last kernel. */
  readonly normals: Normals;
  /** Adds the log of a normal density, constant − ((unit − centre) · inverse)², to the rows of the points whose unit is not NaN. */
  addNormals(units: Float64Array): void;
  /** Adds to a row what `column` has for each kernel's kind; kind 0 has a finite number. */
  addKinds(row: number, kinds: Int32Array, column: Float64Array): void;
  set(row: number, kernel: number, sum: number): void;
  /** log Σ exp of each row. */
  logSums(): Float64Array;
}

/** By kernel. */
export interface Normals {
  readonly centres: Float64Array;
  readonly inverses: Float64Array;
  readonly constants: Float64Array;
}

const even = (count: number) => (count + 1) & ~1;

/** Rows that begin with `first`; a column for `addKinds` has at most `mostKinds` numbers. */
export function beginRows(points: number, first: Float64Array, mostKinds: number): Rows {
  const wasm = parzenKernels();
  const stride = even(first.length);
  // In numbers of eight bytes; each part begins at an even one.
  const parts = [
    stride,
    even(points),
    stride,
    stride,
    stride,
    stride,
    even(mostKinds),
    even(points),
    points * stride,
  ];
  const base = wasm.room(8 * parts.reduce((sum, part) => sum + part, 0));
  if (base === 0) throw new RangeError(`no memory for ${points} points and ${first.length} kernels`);
  const { buffer } = wasm.memory;
  let next = base;
  const [firstAt, unitsAt, centresAt, inversesAt, constantsAt, kindsAt, columnAt, outAt, sumsAt] = parts.map(
    (part) => {
      const at = next;
      next += 8 * part;
      return at;
    },
  ) as [number, number, number, number, number, number, number, number, number];

  /** What lies behind the last kernel counts as nothing. */
  function write(at: number, numbers: Float64Array, length: number, beyond: number) {
    const view = new Float64Array(buffer, at, length);
    view.set(numbers);
    view.fill(beyond, numbers.length);
  }

  write(firstAt, first, stride, Number.NEGATIVE_INFINITY);
  wasm.beginRows(points, stride, firstAt, sumsAt);
  return {
    points,
    normals: {
      centres: new Float64Array(buffer, centresAt, stride),
      inverses: new Float64Array(buffer, inversesAt, stride),
      constants: new Float64Array(buffer, constantsAt, stride),
    },
    addNormals(units) {
      write(unitsAt, units, points, Number.NaN);
      wasm.addNormals(points, stride, unitsAt, centresAt, inversesAt, constantsAt, sumsAt);
    },
    addKinds(row, kinds, column) {
      const view = new Int32Array(buffer, kindsAt, stride);
      view.set(kinds);
      view.fill(0, kinds.length);
      write(columnAt, column, column.length, 0);
      wasm.addKinds(stride, kindsAt, columnAt, sumsAt + 8 * stride * row);
    },
    set(row, kernel, sum) {
      new Float64Array(buffer, sumsAt + 8 * (stride * row + kernel), 1)[0] = sum;
    },
    logSums() {
      wasm.logSums(points, stride, sumsAt, outAt);
      return new Float64Array(buffer, outAt, points).slice();
    },
  };
}
