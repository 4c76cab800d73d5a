import type { Warning } from '../data/warning/warning.js';
import type { Space } from '../space/parameter.js';
import type { Trial } from '../study/trial.js';
import type { Blend } from './blend.js';
import type { Choice } from './choose.js';
import type { Confirmation } from './confirm.js';
import type { BaselineName } from './event.js';
import type { Prepared } from './prepare.js';
import type { TestResult } from './test-part.js';
import type { Unlearnt } from './unlearnt.js';

/** All that a report is drawn from. */
export interface ReportOptions {
  readonly prepared: Prepared;
  readonly trials: readonly Trial[];
  readonly space: Space;
  readonly choice: Choice;
  readonly confirmed: readonly Confirmation[];
  readonly mixture: Blend;
  /** Whose model is saved. */
  readonly kind: 'tuned' | BaselineName;
  readonly networks: number;
  /** How often the test part has been opened in this study, this time included. */
  readonly openings: number;
  readonly test: TestResult;
  /** Absent for a constant. */
  readonly unlearnt?: Unlearnt;
  readonly warnings: readonly Warning[];
}
