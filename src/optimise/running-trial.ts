import {
  boolean,
  type CommonOptions,
  categorical,
  float,
  integer,
  type NumericOptions,
  ordinal,
  powers,
} from '../space/define.js';
import type { Parameter, Setting, Value } from '../space/parameter.js';

/** A trial in progress, as the objective sees it. */
export interface RunningTrial<T = Setting> {
  readonly number: number;
  /** The values of the declared space. */
  readonly setting: T;
  /** How far to train now, in the study's fidelity; 1 where a trial is a single evaluation. Beyond it others may come first. */
  readonly until: number;
  /** How far it has been trained already, with `state` from there; 0 at first, and where the state is gone. */
  readonly from: number;
  /** What `save` was given when the trial paused. It is kept in memory: another process begins the trial anew. */
  readonly state: unknown;
  /** Aborted when the trial's time is up, or the study ends before it. */
  readonly signal: AbortSignal;
  /** Keeps what the trial needs to go on, should it be paused. */
  save(state: unknown): void;
  /** Says the value at an epoch, from 1 on; once more for the same epoch replaces it. Throws for what is no epoch or no number. */
  report(epoch: number, value: number): void;
  /** Whether to give up: the stopping rule says so, or the study has ended. A trial that was told so counts as stopped. */
  shouldStop(): boolean;
  /** Values that the objective asks for as it runs; the study's space gets them. A declared name gives its value. */
  float(name: string, low: number, high: number, options?: NumericOptions): number;
  integer(name: string, low: number, high: number, options?: NumericOptions): number;
  powers(name: string, base: number, low: number, high: number, options?: CommonOptions): number;
  ordinal(name: string, values: readonly number[], options?: CommonOptions): number;
  categorical<const V extends Value>(name: string, choices: readonly V[], options?: CommonOptions): V;
  boolean(name: string, options?: CommonOptions): boolean;
}

type Suggestions = Pick<RunningTrial, 'float' | 'integer' | 'powers' | 'ordinal' | 'categorical' | 'boolean'>;

/** The ways to ask for a value, over the one that takes any hyperparameter. */
export function suggestions(suggest: (name: string, parameter: Parameter) => Value): Suggestions {
  return {
    float: (name, low, high, options) => suggest(name, float(low, high, options)) as number,
    integer: (name, low, high, options) => suggest(name, integer(low, high, options)) as number,
    powers: (name, base, low, high, options) => suggest(name, powers(base, low, high, options)) as number,
    ordinal: (name, values, options) => suggest(name, ordinal(values, options)) as number,
    categorical: (name, choices, options) => suggest(name, categorical(choices, options)) as never,
    boolean: (name, options) => suggest(name, boolean(options)) as boolean,
  };
}
