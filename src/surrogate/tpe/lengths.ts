import { log } from '../../math/elementary.js';
import { logRootTwoPi } from '../../math/normal.js';
import { grown } from './grown.js';
import { insideMass, sampleTruncated } from './kernel.js';
import type { KernelKeeper } from './kernel-keeper.js';

// Kernels of a float: density φ((u − μ)/σ) / (σ Z), Z being the mass of the untruncated normal inside [0, 1].

const constantOf = (width: number, inside: number) => -log(width * inside) - logRootTwoPi;
/** An inverse is 1 / (σ √2), so that its square brings the ½ of the exponent. */
const wideInside = insideMass(0.5, 1);
const wide = {
  centre: 0.5,
  width: 1,
  inside: wideInside,
  inverse: Math.SQRT1_2,
  constant: constantOf(1, wideInside),
};

export function lengths(): KernelKeeper {
  let centres = new Float64Array(16);
  let inverses = new Float64Array(16);
  let constants = new Float64Array(16);
  let widths = new Float64Array(16);
  let insides = new Float64Array(16);
  let count = 0;

  function grow() {
    [centres, widths, insides] = [grown(centres), grown(widths), grown(insides)];
    [inverses, constants] = [grown(inverses), grown(constants)];
  }

  return {
    add(place) {
      if (count === centres.length) grow();
      centres[count] = Number.isNaN(place) ? wide.centre : place;
      widths[count] = wide.width;
      insides[count] = wide.inside;
      inverses[count] = wide.inverse;
      constants[count++] = wide.constant;
    },
    keepFirst(kept) {
      count = kept;
    },
    widen(observation, centre, width) {
      inverses[observation] = Math.SQRT1_2 / width;
      widths[observation] = width;
      insides[observation] = insideMass(centre, width);
      constants[observation] = constantOf(width, insides[observation]!);
    },
    choose({ chosen, runs }) {
      return {
        kinds: 0,
        addLogDensities(units, rows) {
          const { normals } = rows;
          let k = 0;
          for (const [from, to] of runs) {
            normals.centres.set(centres.subarray(from, to), k);
            normals.inverses.set(inverses.subarray(from, to), k);
            normals.constants.set(constants.subarray(from, to), k);
            k += to - from;
          }
          normals.centres.fill(wide.centre, k);
          normals.inverses.fill(wide.inverse, k);
          normals.constants.fill(wide.constant, k);
          rows.addNormals(units);
        },
        sample(kernel, stream) {
          const observation = chosen[kernel];
          return observation === undefined
            ? sampleTruncated(wide.centre, wide.width, wide.inside, stream)
            : sampleTruncated(centres[observation]!, widths[observation]!, insides[observation]!, stream);
        },
      };
    },
  };
}
