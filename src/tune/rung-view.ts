import { best, type Direction, type IntermediateValue, type Trial } from '../study/trial.js';
import { rungEpochs } from './horizon.js';

/**
 * Trials as the sampler and the stopping rule see them: intermediate values at rungs 1, 2, 3 … (and one past the last for a trial that
 * went to its end) in place of epochs, each the best so far. Trials differ in length, but all spend the same share of the same
 * work at a rung, so rungs can be compared where epochs cannot.
 */
export function rungView(trial: Trial, direction: Direction): Trial {
  const epochs = Number(trial.facts.epochs ?? 0);
  return { ...trial, intermediate: atRungs(trial.intermediate, epochs, direction) };
}

/** The best value so far at each rung that has been reached. */
export function atRungs(
  values: readonly IntermediateValue[],
  epochs: number,
  direction: Direction,
): IntermediateValue[] {
  const ends = [...rungEpochs(epochs), epochs];
  const reached = values.length === 0 ? 0 : values[values.length - 1]!.epoch;
  return ends
    .map((end, index) => ({ end, rung: index + 1 }))
    .filter(({ end }) => end <= reached)
    .map(({ end, rung }) => ({
      epoch: rung,
      value: best(
        values.filter((each) => each.epoch <= end).map((each) => each.value),
        direction,
      ),
    }));
}
