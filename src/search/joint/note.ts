import type { Trial } from '../../study/trial.js';
import type { CurveModel, Sample } from './model.js';

// Parameters are fitted when a seventh more was seen, from where the last fit ended. What was found is kept with the facts of the trial that is
// begun or gone on with next. So a step depends on the history alone, and a resumed study goes on as it would have.

export interface Note {
  /** How many rows there were when θ was learnt, those that were left out counted. */
  readonly rows: number;
  readonly theta: readonly number[];
}

const factName = 'joint_gp';
const growth = 1.15;

export const asFacts = (note: Note): Record<string, unknown> => ({ [factName]: note });

/** θ as the last trial noted it, or fitted anew where that was long ago. */
export function noteFor(trials: readonly Trial[], model: CurveModel, sample: Sample, rows: number): Note {
  const last = lastNote(trials);
  if (last !== undefined && rows < last.rows * growth) return last;
  return { rows, theta: model.fit(sample, last?.theta) };
}

function lastNote(trials: readonly Trial[]): Note | undefined {
  let last: Note | undefined;
  for (const { facts } of trials) {
    const note = facts[factName] as Note | undefined;
    if (note !== undefined && (last === undefined || note.rows >= last.rows)) last = note;
  }
  return last;
}
