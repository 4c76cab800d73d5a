import type { Course } from './engine/engine.js';
import type { Plan } from './plan.js';
import { type EpochPlace, ratesForEpoch, type Schedule } from './schedule/schedule.js';

/** How weight decay and dropout go over a training: each as its schedule, absent: the same throughout. */
export interface Fades {
  readonly weightDecay?: Schedule;
  readonly dropout?: Schedule;
}

/** What says how an epoch differs from the plan beside its rates; the numbers of one epoch lie where those of the one before did. */
export function courses({ averaging }: Plan, fades: Fades, steps: number): (place: EpochPlace) => Course {
  const factors = { weightDecay: new Float32Array(steps), dropout: new Float32Array(steps) };
  const of = (name: keyof Fades, place: EpochPlace) => {
    const schedule = fades[name];
    return schedule && { [name]: ratesForEpoch(schedule, 1, place, factors[name]) };
  };
  return (place) => ({
    ...of('weightDecay', place),
    ...of('dropout', place),
    ...(averaging?.kind === 'uniform' && { averages: place.epoch >= averaging.from * place.epochs }),
  });
}
