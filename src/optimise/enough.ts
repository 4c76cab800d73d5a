import type { EndingRule } from '../search/ending/rule.js';
import { isFinished } from '../study/outcome.js';
import type { StudyRecord } from '../study/trial.js';

/** Asks an ending rule whenever another trial has finished; back comes its reason once it says that the study has done enough. */
export function enough(
  rule: EndingRule | undefined,
  seconds: () => number,
): (record: StudyRecord) => string | undefined {
  let seen = -1;
  return ({ space, direction, trials, facts }) => {
    if (rule === undefined) return undefined;
    const finished = trials.reduce((count, trial) => count + (isFinished(trial) ? 1 : 0), 0);
    if (finished === seen) return undefined;
    seen = finished;
    const course = { space, direction, trials, seed: Number(facts.seed ?? 0), seconds: seconds() };
    const { end, reason } = rule.decide(course);
    return end ? reason : undefined;
  };
}
