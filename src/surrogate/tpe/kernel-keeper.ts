import type { Axis } from './axis.js';
import type { Choice } from './choice.js';

/** What a numeric hyperparameter keeps of each observation's kernel, as long as its width stays what it was. */
export interface KernelKeeper {
  /** An observation, NaN where it is inactive; the kernels of others have no width yet. */
  add(place: number): void;
  keepFirst(count: number): void;
  /** The kernel of an observation has another width than before. */
  widen(observation: number, centre: number, width: number): void;
  /** As `Axis.choose`, once widths are up to date. */
  choose(choice: Choice): ReturnType<Axis['choose']>;
}
