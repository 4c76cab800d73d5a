import type { Choice } from './choice.js';
import { memoryFor } from './memory.js';
import type { Normal, Normals } from './normals.js';

/**
 * Sums of logs, a row for each point and in it one number for each kernel of a mixture, in the memory of kernels/parzen.ts. Good until the next
 * rows are begun.
 */
export interface Rows {
  readonly points: readonly Float64Array[];
  /**
   * Adds the log of a normal density, constant − ((unit − centre) · inverse)², to the rows of the points whose coordinate j is not NaN, when all else is added:
   * that of the kernel of each observation with one, of a wide one and 0 behind that.
   */
  addNormals(j: number, normals: Normals, choice: Choice, wide: Normal): void;
  /** Adds to each point's row what its column, one of `columns` behind each other, has for each kernel's kind; nothing where it has none (−1). */
  addKinds(kinds: Int32Array, columns: Float64Array, columnOf: Int32Array): void;
  /** The same with columns of masses: log(Φ((high − centre)/σ) − Φ((low − centre)/σ)) + log 2 + constant, by cell and kind. */
  addMasses(kinds: Int32Array, normals: KindNormals, cells: Cells, cellOf: Int32Array): void;
  set(row: number, kernel: number, sum: number): void;
  /** log Σ exp of each row. */
  logSums(): Float64Array;
}

/** By kind; an inverse is 1/(σ √2). */
export interface KindNormals {
  readonly centres: Float64Array;
  readonly inverses: Float64Array;
  readonly constants: Float64Array;
}

export interface Cells {
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

const even = (count: number) => (count + 1) & ~1;

export interface RowsOptions {
  /** How many kinds of kernels there are at most. */
  readonly mostKinds: number;
  /** How often `addNormals` is called. */
  readonly axes: number;
  /** The greatest log of a normal density, at least 0. */
  readonly mostLog: number;
  /** Whether the kernels of `addNormals` stay in memory for the next rows that are whole. */
  readonly whole: boolean;
}

/** Rows that begin with the logs of the kernels' weights. */
export function beginRows(
  points: readonly Float64Array[],
  weights: Float64Array,
  { mostKinds, axes, mostLog, whole }: RowsOptions,
): Rows {
  const stride = even(weights.length);
  const { wasm, marks, stride: normalStride } = memoryFor(whole, axes, stride);
  const kindRoom = even(mostKinds);
  const count = points.length;
  const cellRoom = even(count);
  // Points by fours; those behind the last one are like it.
  const padded = (count + 3) & ~3;
  // In numbers of eight bytes; each part begins at an even one. The first column is of zeros, for points without one.
  const sizes = {
    normals: 3 * axes * normalStride,
    weights: stride,
    units: padded * axes,
    greatest: padded,
    kept: even(Math.ceil(((padded / 4) * (1 + stride / 2)) / 2)),
    kinds: even(stride >> 1),
    columnOf: even((count + 1) >> 1),
    columns: even((count + 1) * mostKinds),
    lows: cellRoom,
    highs: cellRoom,
    kindCentres: kindRoom,
    kindInverses: kindRoom,
    kindConstants: kindRoom,
    scratch: even(3 * (mostKinds + 3)),
    out: cellRoom,
    sums: padded * stride,
  };
  const all = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const base = wasm.room(8 * all);
  if (base === 0) throw new RangeError(`no memory for ${count} points and ${weights.length} kernels`);
  const memory = new Float64Array(wasm.memory.buffer, base, all);
  const integers = new Int32Array(wasm.memory.buffer, base, 2 * all);
  /** Where each part begins, in numbers. */
  const place = placesOf(sizes);
  const at = (part: keyof typeof sizes) => base + 8 * place[part];

  /** What lies behind the last kernel counts as nothing. */
  memory.fill(0, place.weights + weights.length, place.weights + stride);
  memory.set(weights, place.weights);
  wasm.logs(stride, at('weights'));
  /** Until something else than normals is added all rows are the same one. */
  let shared = true;
  let axis = 0;
  let sparse = false;

  function fill() {
    if (shared) wasm.fillRows(padded, stride, at('weights'), at('sums'));
    shared = false;
  }

  function addColumns(kinds: Int32Array, height: number, columnOf: Int32Array) {
    fill();
    integers.set(kinds, 2 * place.kinds);
    integers.fill(0, 2 * place.kinds + kinds.length, 2 * place.kinds + stride);
    for (let row = 0; row < count; row++) integers[2 * place.columnOf + row] = columnOf[row]! + 1;
    memory.fill(0, place.columns, place.columns + height);
    wasm.addKinds(count, stride, height, at('kinds'), at('columnOf'), at('columns'), at('sums'));
  }

  /** Behind the wide kernel zeros: nothing is added there. */
  function setLast(at: number, kernels: number, { centre, inverse, constant }: Normal) {
    memory[at] = centre;
    memory[at + normalStride] = inverse;
    memory[at + 2 * normalStride] = constant;
    for (let behind = 1; behind < stride - kernels; behind++)
      for (let part = 0; part < 3; part++) memory[at + part * normalStride + behind] = 0;
  }

  return {
    points,
    addNormals(j, normals, choice, wide) {
      for (let row = 0; row < padded; row++) {
        const unit = points[Math.min(row, count - 1)]![j]!;
        memory[place.units + row * axes + axis] = unit;
        sparse ||= Number.isNaN(unit);
      }
      const to = place.normals + 3 * normalStride * axis;
      normals.write(choice, { memory, at: to, stride: normalStride, marks, axis });
      setLast(to + choice.count, choice.count, wide);
      axis += 1;
    },
    addKinds(kinds, columns, columnOf) {
      const height = columns.length / count;
      memory.set(columns, place.columns + height);
      addColumns(kinds, height, columnOf);
    },
    addMasses(kinds, { centres, inverses, constants }, { lows, highs }, cellOf) {
      const height = centres.length;
      memory.set(lows, place.lows);
      memory.set(highs, place.highs);
      memory.set(centres, place.kindCentres);
      memory.set(inverses, place.kindInverses);
      memory.set(constants, place.kindConstants);
      wasm.normalMasses(
        lows.length,
        height,
        at('lows'),
        at('highs'),
        at('kindCentres'),
        at('kindInverses'),
        at('kindConstants'),
        at('columns') + 8 * height,
        at('scratch'),
      );
      addColumns(kinds, height, cellOf);
    },
    set(row, kernel, sum) {
      fill();
      memory[place.sums + stride * row + kernel] = sum;
    },
    logSums() {
      wasm.addNormals(
        padded,
        stride,
        at(shared ? 'weights' : 'sums'),
        shared,
        axis,
        at('units'),
        sparse,
        normalStride,
        at('normals'),
        mostLog,
        at('greatest'),
        at('kept'),
        at('sums'),
      );
      wasm.logSums(count, stride, at('greatest'), at('kept'), at('sums'), at('out'));
      return memory.slice(place.out, place.out + count);
    },
  };
}

/** Each part begins where the one before it ends. */
function placesOf<Part extends string>(sizes: Readonly<Record<Part, number>>): Record<Part, number> {
  let next = 0;
  const places = {} as Record<Part, number>;
  for (const part in sizes) {
    places[part] = next;
    next += sizes[part];
  }
  return places;
}
