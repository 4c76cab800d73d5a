import { bestValue } from '../study/direction.js';
import { isFinished } from '../study/outcome.js';
import type { Direction, IntermediateValue, Trial } from '../study/trial.js';
import { fairRungs, rungEpochs } from './horizon.js';
import { scheduleOf } from './schedule-setting.js';

/**
 * A trial as the sampler and the stopping rule see it: intermediate values at rungs 1, 2, 3 … (and one past the last for a trial that
 * went to its end) in place of epochs, each the best so far. Trials differ in length, but all have spent the same share of the
 * same work at a rung, so rungs can be compared where epochs cannot.
 */
export function rungView(trial: Trial, direction: Direction): Trial {
  const known = finishedViews.get(trial);
  if (known) return known;
  const view = {
    ...trial,
    intermediate: atRungs(trial.intermediate, trial, direction),
  };
  if (isFinished(trial)) finishedViews.set(trial, view);
  return view;
}

/** Finished trials never change, and every proposal and verdict asks for the views of all of them. */
const finishedViews = new WeakMap<Trial, Trial>();

/** The best value so far at each rung that has been reached and at which the trial's schedule lets it be compared. */
export function atRungs(
  values: readonly IntermediateValue[],
  { setting, facts }: Pick<Trial, 'setting' | 'facts'>,
  direction: Direction,
): IntermediateValue[] {
  const reached = values.at(-1)?.epoch ?? 0;
  const horizon = Number(facts.horizon);
  const fair = [...fairRungs(scheduleOf(setting), horizon), horizon];
  return [...rungEpochs(horizon), horizon].flatMap((end, index) => {
    if (end > reached || !fair.includes(end)) return [];
    const soFar = values.filter((each) => each.epoch <= end).map((each) => each.value);
    return [{ epoch: index + 1, value: bestValue(soFar, direction) ?? Number.NaN }];
  });
}
