import { log } from '../../math/elementary.js';
import { logRootTwoPi } from '../../math/normal.js';
import { gather } from './choice.js';
import { grown } from './grown.js';
import { sampleTruncated, truncated } from './kernel.js';
import type { KernelKeeper } from './kernel-keeper.js';

// Kernels of a float: density φ((u − μ)/σ) / (σ Z), Z being the mass of the untruncated normal inside [0, 1].

const constantOf = (width: number, inside: number) => -log(width * inside) - logRootTwoPi;
/** An inverse is 1 / (σ √2), so that its square brings the ½ of the exponent. */
const wideMass = truncated(0.5, 1);
const wide = { centre: 0.5, width: 1, inverse: Math.SQRT1_2, constant: constantOf(1, wideMass.inside) };

export function lengths(): KernelKeeper {
  let centres = new Float64Array(16);
  let inverses = new Float64Array(16);
  let constants = new Float64Array(16);
  let widths = new Float64Array(16);
  let belows = new Float64Array(16);
  let insides = new Float64Array(16);
  let count = 0;

  function grow() {
    [centres, widths, belows, insides] = [grown(centres), grown(widths), grown(belows), grown(insides)];
    [inverses, constants] = [grown(inverses), grown(constants)];
  }

  return {
    add(place) {
      if (count === centres.length) grow();
      centres[count] = Number.isNaN(place) ? wide.centre : place;
      widths[count] = wide.width;
      belows[count] = wideMass.below;
      insides[count] = wideMass.inside;
      inverses[count] = wide.inverse;
      constants[count++] = wide.constant;
    },
    keepFirst(kept) {
      count = kept;
    },
    widen(observation, centre, width) {
      const { below, inside } = truncated(centre, width);
      inverses[observation] = Math.SQRT1_2 / width;
      widths[observation] = width;
      belows[observation] = below;
      insides[observation] = inside;
      constants[observation] = constantOf(width, inside);
    },
    choose(choice) {
      const { chosen } = choice;
      return {
        kinds: 0,
        addLogDensities(units, rows) {
          const { normals } = rows;
          gather(centres, choice, normals.centres);
          gather(inverses, choice, normals.inverses);
          gather(constants, choice, normals.constants);
          normals.centres.fill(wide.centre, chosen.length);
          normals.inverses.fill(wide.inverse, chosen.length);
          normals.constants.fill(wide.constant, chosen.length);
          rows.addNormals(units);
        },
        sample(kernel, stream) {
          const observation = chosen[kernel];
          if (observation === undefined) return sampleTruncated(wide.centre, wide.width, wideMass, stream);
          const mass = { below: belows[observation]!, inside: insides[observation]! };
          return sampleTruncated(centres[observation]!, widths[observation]!, mass, stream);
        },
      };
    },
  };
}
