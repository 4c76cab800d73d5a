import { log } from '../../math/elementary.js';
import { logRootTwoPi, normalCdf, normalMass, normalQuantile } from '../../math/normal.js';
import type { Stream } from '../../math/random.js';
import { cellAround } from '../../space/encode.js';
import type { Parameter } from '../../space/parameter.js';
import { isContinuous } from '../../space/steps.js';
import type { Axis } from './axis.js';
import { bandwidths } from './bandwidth.js';

// Kernels of a numeric hyperparameter: normal, truncated to [0, 1].
//   μₖ, σₖ   centre and width of kernel k; the wide kernel has μ = ½, σ = 1, and so has an observation in which it is inactive
//   Zₖ       mass of kernel k's untruncated normal inside [0, 1]
// A float's density is φ((u − μ)/σ) / (σ Z). A discrete hyperparameter's is the mass of the cell, (Φ(b) − Φ(a)) / Z.

/** Beyond so many widths a kernel's mass is below e⁻⁷², nothing beside the wide kernel's. */
const reach = 12;

interface Kernels {
  readonly centres: Float64Array;
  readonly widths: Float64Array;
}

/** The axis of `places`, the observations' coordinates; NaN where the hyperparameter was inactive. */
export function numericAxis(parameter: Parameter, places: Float64Array): Axis {
  const kernels = kernelsOf(places);
  return {
    addLogDensities: isContinuous(parameter) ? continuous(kernels) : discrete(parameter, kernels),
    sample: (kernel, stream) => sampleTruncated(kernels.centres[kernel]!, kernels.widths[kernel]!, stream),
  };
}

function kernelsOf(places: Float64Array): Kernels {
  const centres = new Float64Array(places.length + 1).fill(0.5);
  const widths = new Float64Array(places.length + 1).fill(1);
  const active = places.filter((place) => !Number.isNaN(place));
  const activeWidths = bandwidths(active);
  let next = 0;
  for (let kernel = 0; kernel < places.length; kernel++) {
    if (Number.isNaN(places[kernel]!)) continue;
    centres[kernel] = places[kernel]!;
    widths[kernel] = activeWidths[next++]!;
  }
  return { centres, widths };
}

type LogDensities = (unit: number, sums: Float64Array) => void;

function continuous({ centres, widths }: Kernels): LogDensities {
  const constants = centres.map(
    (centre, k) => -log(widths[k]! * insideMass(centre, widths[k]!)) - logRootTwoPi,
  );
  return (unit, sums) => {
    for (let k = 0; k < centres.length; k++) {
      const z = (unit - centres[k]!) / widths[k]!;
      sums[k]! += constants[k]! - 0.5 * z * z;
    }
  };
}

/** Candidates share cells and kernels share places, so the log masses of a cell are computed once for each kernel that differs. */
function discrete(parameter: Parameter, kernels: Kernels): LogDensities {
  const { kinds, centres, widths } = distinct(kernels);
  const inside = centres.map((centre, kind) => insideMass(centre, widths[kind]!));
  const columns = new Map<number, Float64Array>();

  function column([low, high]: readonly [number, number]): Float64Array {
    const logs = new Float64Array(centres.length);
    for (let kind = 0; kind < logs.length; kind++) {
      const a = (low - centres[kind]!) / widths[kind]!;
      const b = (high - centres[kind]!) / widths[kind]!;
      const outOfReach = a > reach || b < -reach;
      logs[kind] = outOfReach ? Number.NEGATIVE_INFINITY : log(normalMass(a, b) / inside[kind]!);
    }
    return logs;
  }

  return (unit, sums) => {
    const cell = cellAround(parameter, unit);
    let logs = columns.get(cell[0]);
    if (logs === undefined) columns.set(cell[0], (logs = column(cell)));
    for (let k = 0; k < kinds.length; k++) sums[k]! += logs[kinds[k]!]!;
  };
}

/** The kernels that differ, and which of them each kernel is. */
function distinct({ centres, widths }: Kernels) {
  const known = new Map<number, Map<number, number>>();
  const found: { centres: number[]; widths: number[] } = { centres: [], widths: [] };
  const kinds = new Int32Array(centres.length);
  for (let k = 0; k < centres.length; k++) {
    const [centre, width] = [centres[k]!, widths[k]!];
    let sameCentre = known.get(centre);
    if (sameCentre === undefined) known.set(centre, (sameCentre = new Map()));
    let kind = sameCentre.get(width);
    if (kind === undefined) {
      sameCentre.set(width, (kind = found.centres.length));
      found.centres.push(centre);
      found.widths.push(width);
    }
    kinds[k] = kind;
  }
  return { kinds, ...found };
}

const insideMass = (centre: number, width: number) => normalMass(-centre / width, (1 - centre) / width);

function sampleTruncated(centre: number, width: number, stream: Stream): number {
  const below = normalCdf(-centre / width);
  const z = normalQuantile(below + stream.uniform() * insideMass(centre, width));
  return Math.min(1, Math.max(0, centre + width * z));
}
