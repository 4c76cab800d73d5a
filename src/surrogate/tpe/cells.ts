import { log } from '../../math/elementary.js';
import { normalMass } from '../../math/normal.js';
import { cellAround } from '../../space/encode.js';
import type { FloatParameter, IntegerParameter, OrdinalParameter } from '../../space/parameter.js';
import { grown } from './grown.js';
import { insideMass, sampleTruncated } from './kernel.js';
import type { KernelKeeper } from './kernel-keeper.js';

// Kernels of a discrete hyperparameter: the mass of the cell (a, b) around a value is (Φ((b − μ)/σ) − Φ((a − μ)/σ)) / Z. Observations share places
// and candidates share cells, so kernels that are the same are one kind, and a kind's mass in a cell is worked out once.

/** Beyond so many widths a kernel's mass is below e⁻⁷², nothing beside the wide kernel's. */
const reach = 12;
/** With more kinds or cells than these, all are forgotten: that takes time and changes nothing. */
const mostKinds = 2048;
const mostCells = 1024;

/** Whatever has values in steps or a list of them. */
type NumericParameter = FloatParameter | IntegerParameter | OrdinalParameter;

interface Kind {
  readonly centre: number;
  readonly width: number;
  readonly inside: number;
}

/** The kind of a kernel that has to be looked for. */
const unknown = -1;

export function cells(parameter: NumericParameter): KernelKeeper {
  let places = new Float64Array(16);
  let widths = new Float64Array(16);
  let kindOf = new Int32Array(16);
  let count = 0;
  let table = kindTable();

  function forget() {
    table = kindTable();
    for (let i = 0; i < count; i++) if (kindOf[i] !== 0) kindOf[i] = unknown;
  }

  return {
    add(place) {
      if (count === kindOf.length) [places, widths, kindOf] = [grown(places), grown(widths), grown(kindOf)];
      places[count] = place;
      kindOf[count++] = Number.isNaN(place) ? 0 : unknown;
    },
    keepFirst(kept) {
      count = kept;
    },
    widen(observation, _, width) {
      widths[observation] = width;
      kindOf[observation] = unknown;
    },
    choose({ chosen }) {
      if (table.isFull()) forget();
      const kinds = new Int32Array(chosen.length + 1);
      for (let k = 0; k < chosen.length; k++) {
        const observation = chosen[k]!;
        if (kindOf[observation] === unknown)
          kindOf[observation] = table.find(places[observation]!, widths[observation]!);
        kinds[k] = kindOf[observation]!;
      }
      return kernelsOf(parameter, table, kinds);
    },
  };
}

type Table = ReturnType<typeof kindTable>;

function kernelsOf(parameter: NumericParameter, table: Table, kinds: Int32Array) {
  const used = different(kinds, table.kinds.length);
  return {
    kinds: table.kinds.length,
    addLogDensities(units, rows) {
      for (let row = 0; row < rows.points; row++)
        if (!Number.isNaN(units[row]!))
          rows.addKinds(row, kinds, table.column(cellAround(parameter, units[row]!), used));
    },
    sample(kernel, stream) {
      const { centre, width, inside } = table.kinds[kinds[kernel]!]!;
      return sampleTruncated(centre, width, inside, stream);
    },
  } satisfies ReturnType<KernelKeeper['choose']>;
}

function different(kinds: Int32Array, count: number): number[] {
  const seen = new Uint8Array(count);
  const found: number[] = [];
  for (let k = 0; k < kinds.length; k++) {
    const kind = kinds[k]!;
    if (seen[kind] === 0) found.push(kind);
    seen[kind] = 1;
  }
  return found;
}

/** All kinds seen, kind 0 being the wide one, and for each cell asked for the log masses of kinds in it, NaN where not worked out yet. */
function kindTable() {
  const kinds: Kind[] = [{ centre: 0.5, width: 1, inside: insideMass(0.5, 1) }];
  const known = new Map<number, Map<number, number>>();
  const columns = new Map<number, Float64Array>();

  function find(centre: number, width: number): number {
    let widths = known.get(centre);
    if (widths === undefined) known.set(centre, (widths = new Map()));
    let kind = widths.get(width);
    if (kind === undefined) {
      widths.set(width, (kind = kinds.length));
      kinds.push({ centre, width, inside: insideMass(centre, width) });
    }
    return kind;
  }

  function column(cell: readonly [number, number], used: readonly number[]): Float64Array {
    let masses = columns.get(cell[0]);
    if (masses === undefined || masses.length < kinds.length)
      columns.set(cell[0], (masses = widened(masses, kinds.length)));
    for (const kind of used) if (Number.isNaN(masses[kind]!)) masses[kind] = logMass(cell, kinds[kind]!);
    return masses.subarray(0, kinds.length);
  }

  return {
    kinds,
    find,
    column,
    isFull: () => kinds.length > mostKinds || columns.size > mostCells,
  };
}

function widened(masses: Float64Array | undefined, kinds: number): Float64Array {
  const wider = new Float64Array(Math.ceil(1.5 * kinds)).fill(Number.NaN);
  if (masses) wider.set(masses);
  return wider;
}

function logMass([low, high]: readonly [number, number], { centre, width, inside }: Kind): number {
  const a = (low - centre) / width;
  const b = (high - centre) / width;
  return a > reach || b < -reach ? Number.NEGATIVE_INFINITY : log(normalMass(a, b) / inside);
}
