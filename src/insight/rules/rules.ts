import { batchRules } from './batch.js';
import { lossRules } from './loss.js';
import { rateRules } from './rate.js';
import type { Rule, RuleScene } from './rule.js';
import { sizeRules } from './size.js';

/** The rules of thumb that apply to a study, each with the trainings that would put it on trial. */
export const rulesOnTrial = (scene: RuleScene): Rule[] => [
  ...batchRules(scene),
  ...lossRules(scene),
  ...rateRules(scene),
  ...sizeRules(scene),
];
