import type { Grade } from '../../insight/grade.js';

/** Something said of a study, with how sure it is and how many trials stand behind it. */
export interface Claim {
  readonly text: string;
  readonly grade: Grade;
  readonly trials: number;
}

/** A part of an explanation, as it is told. */
export interface Section {
  /** For programs: `importance`. */
  readonly name: string;
  /** What it found, in a sentence. */
  readonly title: string;
  readonly claims: readonly Claim[];
  /** The figures: a head, and a row for each. */
  readonly table?: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** Columns of numbers. */
    readonly right: readonly number[];
  };
  /** What the figures rest on. */
  readonly basis?: string;
}

/** How a grade is said. */
export const gradeWords: Record<Grade, string> = {
  measured: 'measured',
  believed: 'the model believes',
  unknown: 'unknown',
};
