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
  /** Adds to each point's row what its column, one of `columns` behind each other, has for each kernel's kind; nothing where it has none (−1). */
  addKinds(kinds: Int32Array, columns: Float64Array, columnOf: Int32Array): void;
  /** The same with columns of masses: log(Φ((high − centre)/σ) − Φ((low − centre)/σ)) + log 2 + constant, by cell and kind. */
  addMasses(kinds: Int32Array, normals: Normals, cells: Cells, cellOf: Int32Array): void;
  set(row: number, kernel: number, sum: number): void;
  /** log Σ exp of each row. */
  logSums(): Float64Array;
}

/** By kernel or kind; an inverse is 1/(σ √2). */
export interface Normals {
  readonly centres: Float64Array;
  readonly inverses: Float64Array;
  readonly constants: Float64Array;
}

export interface Cells {
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

const even = (count: number) => (count + 1) & ~1;

/** Rows that begin with `first`; there are at most `mostKinds` kinds of kernels. */
export function beginRows(points: number, first: Float64Array, mostKinds: number): Rows {
  const wasm = parzenKernels();
  const stride = even(first.length);
  const kindRoom = even(mostKinds);
  const cellRoom = even(points);
  // In numbers of eight bytes; each part begins at an even one. The first column is of zeros, for points without one.
  const sizes = {
    first: stride,
    units: cellRoom,
    centres: stride,
    inverses: stride,
    constants: stride,
    kinds: even(stride >> 1),
    columnOf: even((points + 1) >> 1),
    columns: even((points + 1) * mostKinds),
    lows: cellRoom,
    highs: cellRoom,
    kindCentres: kindRoom,
    kindInverses: kindRoom,
    kindConstants: kindRoom,
    scratch: even(3 * (mostKinds + 3)),
    out: cellRoom,
    sums: points * stride,
  };
  const all = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const base = wasm.room(8 * all);
  if (base === 0) throw new RangeError(`no memory for ${points} points and ${first.length} kernels`);
  const memory = new Float64Array(wasm.memory.buffer, base, all);
  const integers = new Int32Array(wasm.memory.buffer, base, 2 * all);
  /** Where each part begins, in numbers. */
  const place = placesOf(sizes);
  const at = (part: keyof typeof sizes) => base + 8 * place[part];

  /** What lies behind the last kernel counts as nothing. */
  memory.fill(Number.NEGATIVE_INFINITY, place.first + first.length, place.first + stride);
  memory.set(first, place.first);
  wasm.beginRows(points, stride, at('first'), at('sums'));
  const view = (part: keyof typeof sizes, length: number) =>
    memory.subarray(place[part], place[part] + length);

  function addColumns(kinds: Int32Array, count: number, columnOf: Int32Array) {
    integers.set(kinds, 2 * place.kinds);
    integers.fill(0, 2 * place.kinds + kinds.length, 2 * place.kinds + stride);
    for (let row = 0; row < points; row++) integers[2 * place.columnOf + row] = columnOf[row]! + 1;
    memory.fill(0, place.columns, place.columns + count);
    wasm.addKinds(points, stride, count, at('kinds'), at('columnOf'), at('columns'), at('sums'));
  }

  return {
    points,
    normals: {
      centres: view('centres', stride),
      inverses: view('inverses', stride),
      constants: view('constants', stride),
    },
    addNormals(units) {
      memory.set(units, place.units);
      wasm.addNormals(
        points,
        stride,
        at('units'),
        at('centres'),
        at('inverses'),
        at('constants'),
        at('sums'),
      );
    },
    addKinds(kinds, columns, columnOf) {
      const count = columns.length / points;
      memory.set(columns, place.columns + count);
      addColumns(kinds, count, columnOf);
    },
    addMasses(kinds, { centres, inverses, constants }, { lows, highs }, cellOf) {
      const count = centres.length;
      memory.set(lows, place.lows);
      memory.set(highs, place.highs);
      memory.set(centres, place.kindCentres);
      memory.set(inverses, place.kindInverses);
      memory.set(constants, place.kindConstants);
      wasm.normalMasses(
        lows.length,
        count,
        at('lows'),
        at('highs'),
        at('kindCentres'),
        at('kindInverses'),
        at('kindConstants'),
        at('columns') + 8 * count,
        at('scratch'),
      );
      addColumns(kinds, count, cellOf);
    },
    set(row, kernel, sum) {
      memory[place.sums + stride * row + kernel] = sum;
    },
    logSums() {
      wasm.logSums(points, stride, at('sums'), at('out'));
      return memory.slice(place.out, place.out + points);
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
