import { log } from '../../math/elementary.js';
import { cellFinder } from '../../space/encode.js';
import type { FloatParameter, IntegerParameter, OrdinalParameter } from '../../space/parameter.js';
import { grown } from './grown.js';
import { sampleTruncated, truncated } from './kernel.js';
import type { KernelKeeper } from './kernel-keeper.js';

// Kernels of a discrete hyperparameter: the mass of the cell (a, b) around a value is (Φ((b − μ)/σ) − Φ((a − μ)/σ)) / Z. Observations share places
// and candidates share cells, so kernels that are the same are one kind, and a kind's mass in a cell is worked out once.

/** With more kinds than these, all are forgotten: that takes time and changes nothing. */
const mostKinds = 4096;

/** Whatever has values in steps or a list of them. */
type NumericParameter = FloatParameter | IntegerParameter | OrdinalParameter;

/** The kind of a kernel that has to be looked for. */
const unknown = -1;

export function cells(parameter: NumericParameter): KernelKeeper {
  let places = new Float64Array(16);
  let widths = new Float64Array(16);
  let kindOf = new Int32Array(16);
  let count = 0;
  let table = kindTable();
  const cellOf = cellFinder(parameter);

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
    choose({ chosen, whole, count: kernels }) {
      if (table.count() > mostKinds) forget();
      const kinds = new Int32Array(kernels + 1);
      for (let k = 0; k < chosen.length; k++) {
        const observation = chosen[k]!;
        if (kindOf[observation] === unknown)
          kindOf[observation] = table.find(places[observation]!, widths[observation]!);
        kinds[whole ? observation : k] = kindOf[observation]!;
      }
      return kernelsOf(cellOf, table, kinds);
    },
  };
}

function kernelsOf(
  cellOf: ReturnType<typeof cellFinder>,
  table: ReturnType<typeof kindTable>,
  kinds: Int32Array,
) {
  const { used, places } = numbered(kinds, table.count());
  const masses = table.of(used);
  return {
    kinds: used.length,
    addLogDensities(j, rows) {
      const found = cellsOf(rows.points, j, cellOf);
      rows.addMasses(places, masses, found.cells, found.cellOf);
    },
    sample(kernel, stream) {
      const { centre, width, mass } = table.kind(kinds[kernel]!);
      return sampleTruncated(centre, width, mass, stream);
    },
  } satisfies ReturnType<KernelKeeper['choose']>;
}

/** The different cells of the points' units, and which of them each is in; −1 for NaN. */
function cellsOf(points: readonly Float64Array[], j: number, cellAround: ReturnType<typeof cellFinder>) {
  const lows: number[] = [];
  const highs: number[] = [];
  const cellOf = new Int32Array(points.length).fill(-1);
  for (let row = 0; row < points.length; row++) {
    const unit = points[row]![j]!;
    if (Number.isNaN(unit)) continue;
    const [low, high] = cellAround(unit);
    const known = lows.indexOf(low);
    cellOf[row] = known === -1 ? lows.length : known;
    if (known !== -1) continue;
    lows.push(low);
    highs.push(high);
  }
  return { cells: { lows, highs }, cellOf };
}

/** The different ones among `kinds`, of `count` that there are, and the place of each kernel's among them. */
function numbered(kinds: Int32Array, count: number) {
  const placeOf = new Int32Array(count).fill(-1);
  const places = new Int32Array(kinds.length);
  const used: number[] = [];
  for (let k = 0; k < kinds.length; k++) {
    const kind = kinds[k]!;
    if (placeOf[kind] === -1) {
      placeOf[kind] = used.length;
      used.push(kind);
    }
    places[k] = placeOf[kind]!;
  }
  return { used, places };
}

/** All kinds seen, kind 0 being the wide one. */
function kindTable() {
  const known = new Map<number, Map<number, number>>();
  let centres = new Float64Array(64);
  let widths = new Float64Array(64);
  let belows = new Float64Array(64);
  let insides = new Float64Array(64);
  let count = 0;

  function add(centre: number, width: number): number {
    if (count === centres.length)
      [centres, widths, belows, insides] = [grown(centres), grown(widths), grown(belows), grown(insides)];
    const { below, inside } = truncated(centre, width);
    centres[count] = centre;
    widths[count] = width;
    belows[count] = below;
    insides[count] = inside;
    return count++;
  }

  add(0.5, 1);
  return {
    count: () => count,
    find(centre: number, width: number): number {
      let kinds = known.get(centre);
      if (kinds === undefined) known.set(centre, (kinds = new Map()));
      let kind = kinds.get(width);
      if (kind === undefined) kinds.set(width, (kind = add(centre, width)));
      return kind;
    },
    kind: (kind: number) => ({
      centre: centres[kind]!,
      width: widths[kind]!,
      mass: { below: belows[kind]!, inside: insides[kind]! },
    }),
    /** As `Rows.addMasses` takes them. */
    of(kinds: readonly number[]) {
      const normals = {
        centres: new Float64Array(kinds.length),
        inverses: new Float64Array(kinds.length),
        constants: new Float64Array(kinds.length),
      };
      for (let i = 0; i < kinds.length; i++) {
        const kind = kinds[i]!;
        normals.centres[i] = centres[kind]!;
        normals.inverses[i] = Math.SQRT1_2 / widths[kind]!;
        normals.constants[i] = -log(2 * insides[kind]!);
      }
      return normals;
    },
  };
}
