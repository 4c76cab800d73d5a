/** What stopping rules may look at: every epoch so far, each of them judged. */
export interface History {
  /** Training losses and validation scores of epochs 1, 2, 3 …; smaller is better. */
  readonly losses: readonly number[];
  readonly scores: readonly number[];
  /** The epoch with the best score, from 1; the first of equals. */
  readonly bestEpoch: number;
  /** The epochs after which the schedule's rate has come to rest; absent where it never does. */
  readonly rests?: readonly number[];
}

/** One kind of stopping rule; a file of this folder for each. A pure function of what it has seen. */
export interface StoppingRule<S> {
  /** Throws where a parameter is out of its range. */
  check(stopping: S): void;
  /** Whether the training is over after the last epoch of the history. */
  isOver(stopping: S, history: History): boolean;
}
