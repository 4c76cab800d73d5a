import type { Condition, Value } from './parameter.js';

// The type of a setting is the intersection of what always exists with one union for each hyperparameter of known values that others depend on:
// a member for each of its values, in which the others have a value or have none.

type ValueOf<P> = P extends { kind: 'categorical'; choices: readonly (infer V)[] }
  ? V
  : P extends { kind: 'ordinal'; values: readonly (infer V)[] }
    ? V
    : number;

type NamesOf<S> = keyof S & string;

type ParentOf<P> = P extends { readonly when: { readonly parameter: infer N } } ? N : never;

/** The hyperparameters that depend on P. */
type ChildrenOf<S, P> = {
  [N in NamesOf<S>]: [ParentOf<S[N]>] extends [never] ? never : ParentOf<S[N]> extends P ? N : never;
}[NamesOf<S>];

/** Whether the type holds the very values, as 'sgd' | 'adam' does and string does not. */
type IsKnown<V> = [string] extends [V] ? false : [number] extends [V] ? false : true;

/** The hyperparameters of known values that others depend on. */
type Branching<S> = {
  [N in NamesOf<S>]: [ChildrenOf<S, N>] extends [never]
    ? never
    : IsKnown<ValueOf<S[N]>> extends true
      ? N
      : never;
}[NamesOf<S>];

type Conditional<S> = {
  [N in NamesOf<S>]: S[N] extends { readonly when: Condition } ? N : never;
}[NamesOf<S>];

type ExistsWith<P, V> = P extends { readonly when: { readonly values: readonly (infer W)[] } }
  ? V extends W
    ? true
    : false
  : false;

/** The part of a setting in which P has the value V. */
type Branch<S, P extends NamesOf<S>, V> = { readonly [N in P]: V } & {
  readonly [N in ChildrenOf<S, P> as ExistsWith<S[N], V> extends true ? N : never]: ValueOf<S[N]>;
} & {
  readonly [N in ChildrenOf<S, P> as ExistsWith<S[N], V> extends true ? never : N]?: undefined;
};

/** The part of a setting in which P itself does not exist. */
type Absent<S, P extends NamesOf<S>> =
  P extends Conditional<S>
    ? { readonly [N in P]?: undefined } & { readonly [N in ChildrenOf<S, P>]?: undefined }
    : never;

type EachBranch<S, P extends NamesOf<S>, V> = V extends Value ? Branch<S, P, V> : never;

type Branches<S, P extends NamesOf<S>> = EachBranch<S, P, ValueOf<S[P]>> | Absent<S, P>;

/** All unions at once: inferred where a function takes them, they are intersected and not merged. */
type AllBranches<S> = [Branching<S>] extends [never]
  ? unknown
  : { [P in Branching<S>]: (part: Branches<S, P>) => void }[Branching<S>] extends (part: infer All) => void
    ? All
    : never;

type Always<S> = Exclude<NamesOf<S>, Conditional<S> | Branching<S>>;
type Perhaps<S> = Exclude<Conditional<S>, Branching<S> | ChildrenOf<S, Branching<S>>>;

/**
 * The type of a setting of the space `S`: a value for each hyperparameter. One that depends on another's value is there exactly when that has it, so
 * that testing the one tells TypeScript of the other; where the values are not known to TypeScript, as those of an integer, it may be absent.
 */
export type SettingOf<S> = { readonly [N in Always<S>]: ValueOf<S[N]> } & {
  readonly [N in Perhaps<S>]?: ValueOf<S[N]>;
} & AllBranches<S>;
