import type { Choice } from './choice.js';
import { grown } from './grown.js';

/** A normal kernel: its log density is constant − ((unit − centre) · inverse)², an inverse being 1/(σ √2). */
export interface Normal {
  readonly centre: number;
  readonly inverse: number;
  readonly constant: number;
}

/** One hyperparameter's normal kernels of all observations. */
export interface Normals {
  centre(observation: number): number;
  set(observation: number, centre: number, inverse: number, constant: number): void;
  /** Writes the kernels of a choice to a place in memory, or what has changed where they lie there already. */
  write(choice: Choice, place: NormalsPlace): void;
}

/** Where one of several hyperparameters' kernels are written: `stride` centres, then inverses, then constants. */
export interface NormalsPlace {
  readonly memory: Float64Array;
  readonly at: number;
  readonly stride: number;
  /** What lies at the place of each hyperparameter, as `write` marks it; only whole choices are marked. */
  readonly marks: (object | undefined)[];
  readonly axis: number;
}

export function normals(): Normals {
  let centres = new Float64Array(16);
  let inverses = new Float64Array(16);
  let constants = new Float64Array(16);
  /** Says of the memory last written to that it is up to date but for the observations that changed. */
  let mark: object | undefined;
  let changed: number[] = [];

  function copyAll({ chosen, whole, count }: Choice, { memory, at, stride }: NormalsPlace) {
    const [toInverses, toConstants] = [at + stride, at + 2 * stride];
    if (whole) {
      memory.set(centres.subarray(0, count), at);
      memory.set(inverses.subarray(0, count), toInverses);
      memory.set(constants.subarray(0, count), toConstants);
      return;
    }
    for (let k = 0; k < count; k++) {
      const observation = chosen[k]!;
      memory[at + k] = centres[observation]!;
      memory[toInverses + k] = inverses[observation]!;
      memory[toConstants + k] = constants[observation]!;
    }
  }

  function copyChanged({ memory, at, stride }: NormalsPlace) {
    for (const observation of changed) {
      memory[at + observation] = centres[observation]!;
      memory[at + stride + observation] = inverses[observation]!;
      memory[at + 2 * stride + observation] = constants[observation]!;
    }
  }

  return {
    centre: (observation) => centres[observation]!,
    set(observation, centre, inverse, constant) {
      if (observation >= centres.length)
        [centres, inverses, constants] = [grown(centres), grown(inverses), grown(constants)];
      centres[observation] = centre;
      inverses[observation] = inverse;
      constants[observation] = constant;
      if (mark !== undefined) changed.push(observation);
    },
    write(choice, place) {
      const { marks, axis } = place;
      if (!choice.whole) {
        marks[axis] = undefined;
        copyAll(choice, place);
        return;
      }
      if (mark !== undefined && marks[axis] === mark) copyChanged(place);
      else {
        copyAll(choice, place);
        marks[axis] = mark = {};
      }
      changed = [];
    },
  };
}
