import { usageError } from '../error.js';
import { auto } from '../search/auto/auto.js';
import type { Sampler } from '../search/sampler.js';
import type { StoppingRule } from '../search/stopping/rule.js';
import { sampled } from '../search/strategy/sampled.js';
import type { Fidelity, Strategy } from '../search/strategy/strategy.js';
import type { Setting, Space } from '../space/parameter.js';
import type { Store } from '../study/store/store.js';
import type { Direction } from '../study/trial.js';

/** What a study of somebody's own objective is. */
export interface StudyOptions<S extends Space = Space> {
  /** The hyperparameters; may be left out when the objective asks for them itself, as `trial.float('lr', 1e-5, 1e-1)`. */
  readonly space?: S;
  /** Default `minimize`. */
  readonly direction?: Direction;
  /** Proposes settings, each of which is trained to its end; default: what `auto()` chooses. */
  readonly sampler?: Sampler;
  /** Instead of a sampler: divides training among settings, by pausing trials and going on with them; default `auto()`. */
  readonly strategy?: Strategy;
  /** How far a trial can be trained: a number of epochs, or more exactly; needed by a strategy. Default: a single evaluation. */
  readonly fidelity?: Fidelity | number;
  /** Ends trials early by what they report. */
  readonly stopping?: StoppingRule;
  /** All randomness of the search comes from it; default 0, or what the study was begun with. */
  readonly seed?: number;
  /** Where the study is kept; default in memory. */
  readonly store?: Store;
  /** Its name there; needed with a store. */
  readonly study?: string;
  /** Whether a study of this name may be gone on with; default false: it is refused. */
  readonly resume?: boolean;
  /** Settings to try before others, whole ones or parts that the sampler completes. */
  readonly first?: readonly Setting[];
  /** Whether settings may be tried again when a space with few of them is used up, as for a noisy objective; default false: the study ends. */
  readonly repeat?: boolean;
}

/** The options with all that was left out. */
export interface Plan {
  readonly name: string;
  readonly space: Space;
  readonly direction: Direction;
  readonly strategy: Strategy;
  readonly sampler: Sampler | undefined;
  readonly fidelity: Fidelity;
  readonly stopping: StoppingRule | undefined;
  readonly seed: number | undefined;
  readonly store: Store | undefined;
  readonly resume: boolean;
  readonly first: readonly Setting[];
  readonly repeat: boolean;
}

/** Throws a SweetspotError of kind `usage` for options that do not go together. */
export function planOf(options: StudyOptions): Plan {
  const { store, study, strategy, direction = 'minimize', seed, resume = false } = options;
  if (direction !== 'minimize' && direction !== 'maximize')
    throw usageError(`the direction is "${String(direction)}"`, 'It is "minimize" or "maximize".');
  if (store !== undefined && study === undefined)
    throw usageError('a study that is kept in a store needs a name', "Name it, as study: 'my-network'.");
  if (strategy !== undefined && options.sampler !== undefined)
    throw usageError(
      'a sampler and a strategy were both given',
      'Give the sampler to the strategy, as successiveHalving({ sampler: tpe() }).',
    );
  if (strategy !== undefined && options.fidelity === undefined)
    throw usageError(
      `the strategy "${strategy.name}" needs to know how far a trial can be trained`,
      'Give it, as fidelity: 27 (epochs) or { unit: "rows", least: 500, most: 40000 }.',
    );
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed < 0x100000000))
    throw usageError(`the seed is ${seed}`, 'It is a whole number from 0 to 4294967295.');
  const { sampler } = options;
  return {
    name: study ?? 'study',
    space: options.space ?? {},
    direction,
    strategy: strategy ?? (sampler === undefined ? auto() : sampled(sampler)),
    sampler,
    fidelity: fidelityOf(options.fidelity),
    stopping: options.stopping,
    seed,
    store,
    resume,
    first: options.first ?? [],
    repeat: options.repeat ?? false,
  };
}

function fidelityOf(given: Fidelity | number | undefined): Fidelity {
  if (given === undefined) return { unit: 'evaluation', least: 1, most: 1 };
  const fidelity: Fidelity = typeof given === 'number' ? { unit: 'epochs', least: 1, most: given } : given;
  const { least, most } = fidelity;
  if (!(Number.isInteger(least) && Number.isInteger(most) && least >= 1 && most >= least))
    throw usageError(
      `a trial is to be trained for ${least} to ${most} ${fidelity.unit}`,
      'Give whole numbers from 1, the lesser first.',
    );
  return fidelity;
}
