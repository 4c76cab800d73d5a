import type { Setting } from '../../space/parameter.js';
import type { Grade } from '../grade.js';
import type { Course } from './course.js';
import type { Scene } from './scene.js';

/** The names are fixed for programs. */
export type DiagnosisName =
  | 'diverging'
  | 'overshooting'
  | 'too low a rate'
  | 'plateau'
  | 'still improving'
  | 'label noise'
  | 'underfitting'
  | 'overfitting'
  | 'noisy end'
  | 'dead units'
  | 'saturated units'
  | 'batch without rate'
  | 'outliers rule'
  | 'capped target'
  | 'skewed target'
  | 'leak suspected'
  | 'validation too small'
  | 'simpler is as good'
  | 'loses to a line';

/** What the coach says of a training or a study; plain JSON. */
export interface Diagnosis {
  readonly name: DiagnosisName;
  /** What is seen, with what it is compared to; a sentence. */
  readonly sees: string;
  /** Why it matters; a sentence. */
  readonly matters: string;
  readonly advice: Advice;
  readonly grade: Grade;
  /** The trials behind it; none for a training outside of a study. */
  readonly trials: readonly number[];
}

/** What to try, in a form that can be done. */
export interface Advice {
  /** A sentence. */
  readonly says: string;
  /** To be enqueued, where a setting is what should change. */
  readonly setting?: Setting;
  /** To be run; absent where nobody knows the file. */
  readonly command?: string;
  /** What it would cost; a sentence. */
  readonly cost: string;
}

/** Looks at one training; a pure function, undefined where it sees nothing. */
export type Detector = (course: Course, scene: Scene) => Diagnosis | undefined;
