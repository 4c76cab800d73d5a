import { log } from '../../math/elementary.js';
import { logRootTwoPi } from '../../math/normal.js';
import { leastBandwidth } from './bandwidth.js';
import { grown } from './grown.js';
import { sampleTruncated, type Truncated, truncated } from './kernel.js';
import type { KernelKeeper } from './kernel-keeper.js';
import { normals } from './normals.js';

// Kernels of a float: density φ((u − μ)/σ) / (σ Z), Z being the mass of the untruncated normal inside [0, 1].

const constantOf = (width: number, inside: number) => -log(width * inside) - logRootTwoPi;
/** An inverse is 1 / (σ √2), so that its square brings the ½ of the exponent. */
const wideMass = truncated(0.5, 1);
const wide = { centre: 0.5, width: 1, inverse: Math.SQRT1_2, constant: constantOf(1, wideMass.inside) };

export function lengths(): KernelKeeper {
  const kernels = normals();
  let widths = new Float64Array(16);
  let belows = new Float64Array(16);
  let insides = new Float64Array(16);
  let count = 0;

  function set(observation: number, width: number, { below, inside }: Truncated) {
    widths[observation] = width;
    belows[observation] = below;
    insides[observation] = inside;
  }

  return {
    add(place) {
      if (count === widths.length) [widths, belows, insides] = [grown(widths), grown(belows), grown(insides)];
      set(count, wide.width, wideMass);
      kernels.set(count++, Number.isNaN(place) ? wide.centre : place, wide.inverse, wide.constant);
    },
    keepFirst(kept) {
      count = kept;
    },
    widen(observation, centre, width) {
      const mass = truncated(centre, width);
      set(observation, width, mass);
      kernels.set(observation, centre, Math.SQRT1_2 / width, constantOf(width, mass.inside));
    },
    choose(choice) {
      return {
        kinds: 0,
        addLogDensities: (j, rows) => rows.addNormals(j, kernels, choice, wide),
        sample(kernel, stream) {
          if (kernel === choice.count) return sampleTruncated(wide.centre, wide.width, wideMass, stream);
          const observation = choice.whole ? kernel : choice.chosen[kernel]!;
          const mass = { below: belows[observation]!, inside: insides[observation]! };
          return sampleTruncated(kernels.centre(observation), widths[observation]!, mass, stream);
        },
      };
    },
  };
}

/** The greatest log density of a kernel among those of `n` observations: the narrowest one at an end, of which half is cut off. */
export function greatestLogDensity(n: number): number {
  const width = leastBandwidth(n);
  return constantOf(width, truncated(0, width).inside);
}
