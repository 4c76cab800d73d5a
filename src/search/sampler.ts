import type { Setting, Space } from '../space/parameter.js';
import type { Direction, Trial } from '../study/trial.js';

/** All that a proposal may depend on. `number` is the trial's number; with `seed` it names the random stream. */
export interface History {
  readonly space: Space;
  readonly direction: Direction;
  /** Rising by number. A trial's setting never changes, nor does a finished trial. */
  readonly trials: readonly Trial[];
  readonly seed: number;
  readonly number: number;
}

/** Proposes settings: a pure function of (history, seed); it writes nothing and remembers nothing. */
export interface Sampler {
  readonly name: string;
  propose(history: History): Setting;
  /** Of a sampler that comes to an end: whether nothing is left to propose; `propose` would throw then. Without it, it never ends. */
  isDone?(history: History): boolean;
  /** Of a sampler that comes to an end: how many settings of a space it proposes in all. */
  size?(space: Space): number;
}
