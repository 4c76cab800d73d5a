import { compareValues } from '../../study/direction.js';
import { epochsTrained, lastReport } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import { belief } from '../gp/acquisition.js';
import type { Progression } from '../strategy/strategy.js';
import { rowOf } from './curves.js';
import { logIndex } from './index-term.js';
import type { Scene, View } from './scene.js';

/** The paused trial with the greatest index, and how far it would go; where trials are meant for their end, to that, as far as its index is concerned. */
export function bestPaused(
  { progression, rungs, model }: Scene,
  { posterior, goal, finishing, weight, doubt }: View,
) {
  const { fidelity, space } = progression;
  const paused = likeliest(progression);
  if (paused.length === 0) return undefined;
  // The belief that new settings are valued by, so that the two can be compared.
  const terms = belief(space, weight);
  const believed = ({ setting }: Trial) => {
    const point = model.cube.see(model.cube.pointOf(setting));
    return terms.reduce((sum, term) => sum + term.values({ points: [point], features: [] })[0]!, 0);
  };
  const ends = posterior.predict(paused.map((trial) => rowOf(model, trial, 1)));
  const valued = paused.map((trial, i) => {
    const { next, until } = legsOf(trial, rungs);
    const rest = fidelity.most - until;
    const legs = finishing ? { next: next + rest, rest: 0 } : { next, rest };
    const index = logIndex(ends.mean[i]!, doubt * ends.variance[i]!, goal, legs);
    return { number: trial.number, until, value: index + believed(trial) };
  });
  return valued.reduce((best, each) => (each.value > best.value ? each : best));
}

/** Paused trials worse than so many others are as good as given up. */
const mostPaused = 200;

function likeliest({ trials, direction }: Progression): Trial[] {
  const paused = trials.filter(({ state }) => state === 'paused');
  if (paused.length <= mostPaused) return paused;
  const last = (trial: Trial) => lastReport(trial)?.value;
  return paused
    .sort((a, b) => compareValues(last(a), last(b), direction) || a.number - b.number)
    .slice(0, mostPaused);
}

/** From where a trial is to its next rung, which is where that leg ends. */
export function legsOf(trial: Trial, rungs: readonly number[]): { next: number; until: number } {
  const trained = epochsTrained(trial);
  const until = rungs.find((rung) => rung > trained) ?? rungs.at(-1)!;
  return { next: until - trained, until };
}
