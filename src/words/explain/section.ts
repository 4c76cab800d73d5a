import type { Grade } from '../../insight/grade.js';
import { count } from '../number.js';
import type { Explained } from './explained.js';

/** Something said of a study, with how sure it is and what stands behind it. */
export interface Claim {
  readonly text: string;
  readonly grade: Grade;
  /** The trials that it rests on: their numbers where they are few, else how many. */
  readonly trials: number | readonly number[];
  /** Pairs of trainings on shared seeds and splits that measured it, instead of trials. */
  readonly pairs?: number;
}

/** A part of an explanation, as it is told. */
export interface Section {
  /** For programs, the kind of its event: `importance`. */
  readonly name: string;
  /** What it found, in a sentence without its full stop. */
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
  /** What it was said from, for programs: plain JSON. */
  readonly figures?: unknown;
}

/** Says one thing of a study; undefined where it does not apply to it. */
export type SectionMaker = (study: Explained) => Section | undefined;

/** How a grade is said. */
export const gradeWords: Record<Grade, string> = {
  measured: 'measured',
  believed: 'the model believes',
  unknown: 'unknown',
};

/** More trials than this are counted instead of named. */
const mostNamed = 5;

/** `The rate should fall. [the model believes, 52 trials]`, `[measured, #107 and #33]`, `[measured, 6 pairs of trainings]`. */
export const claimText = ({ text, grade, ...behind }: Claim): string =>
  `${text} [${[gradeWords[grade], behindWords(behind)].filter(Boolean).join(', ')}]`;

function behindWords({ trials, pairs }: Pick<Claim, 'trials' | 'pairs'>): string {
  if (pairs !== undefined) return count(pairs, 'pair of trainings', 'pairs of trainings');
  if (typeof trials === 'number') return count(trials, 'trial');
  if (trials.length === 0) return '';
  if (trials.length > mostNamed) return count(trials.length, 'trial');
  const names = trials.map((number) => `#${number}`);
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
