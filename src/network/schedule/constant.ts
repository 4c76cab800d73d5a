import type { ScheduleRule } from './rule.js';

/** The same rate throughout. */
export interface Constant {
  readonly kind: 'constant';
}

export const constant: ScheduleRule<Constant> = {
  check: () => {},
  factor: () => 1,
  rests: () => undefined,
  fairAfter: () => true,
};
