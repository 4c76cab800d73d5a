import { stream } from '../math/random.js';
import { decode, toUnit } from '../space/encode.js';
import type { Parameter, Setting, Space } from '../space/parameter.js';
import { countValues } from '../space/values.js';
import { asCost } from '../study/direction.js';
import type { Trial } from '../study/trial.js';
import { followCourse } from './cma-es/course.js';
import { type Coordinate, drawPoint, pointOf, unitsOf } from './cma-es/draw.js';
import { afterGeneration, firstRun, type Restarts } from './cma-es/run.js';
import { drawNew } from './draw-new.js';
import type { History, Sampler } from './sampler.js';
import { tpe } from './tpe.js';

export interface CmaEsOptions {
  /**
   * What follows when a distribution has converged: another with twice as many points a generation (`ipop`, default), such ones in turns with small
   * ones (`bipop`), or nothing.
   */
  readonly restarts?: Restarts;
}

const purpose = 'search: cma-es';

/**
 * CMA-ES with margin: a normal distribution over all numeric hyperparameters that learns where to go and along which directions. Categories are chosen
 * beside it by TPE over the last trials; a space without numbers is left to TPE altogether.
 */
export function cmaEs({ restarts = 'ipop' }: CmaEsOptions = {}): Sampler {
  const others = tpe();
  const runOf = followCourse({
    begin: ({ space }) => firstRun(firstMean(coordinatesOf(space))),
    tell(run, ranked, { space, seed, direction }) {
      const coordinates = coordinatesOf(space);
      const points = ranked.map(({ setting, number }) =>
        pointOf(run.state, coordinates, setting, stream(seed, number, purpose)),
      );
      const cost = (trial: Trial) => asCost(trial.value, direction);
      const generation = { points, best: cost(ranked[0]!), worst: cost(ranked.at(-1)!) };
      const axes = coordinates.map(({ parameter }) => parameter);
      return afterGeneration(run, generation, axes, restarts, seed);
    },
  });
  return {
    name: 'cma-es',
    propose(history) {
      const { space, trials, seed, number } = history;
      const coordinates = coordinatesOf(space);
      if (coordinates.length === 0) return others.propose(history);
      const { state } = runOf(history);
      const draws = stream(seed, number, purpose);
      const chosen = categoriesOf(history, others);
      return drawNew(space, trials, () => {
        const point = chosen();
        const units = unitsOf(state, drawPoint(state, coordinates, draws));
        for (const [j, { place }] of coordinates.entries()) point[place] = units[j]!;
        return decode(space, point);
      });
    },
  };
}

/** The numeric hyperparameters that have more than one value. */
function coordinatesOf(space: Space): readonly Coordinate[] {
  let found = known.get(space);
  if (found === undefined) {
    found = Object.entries(space).flatMap(([name, parameter], place) =>
      parameter.kind === 'categorical' || countValues(parameter) === 1 ? [] : [{ name, parameter, place }],
    );
    known.set(space, found);
  }
  return found;
}

const known = new WeakMap<Space, readonly Coordinate[]>();

/** The middle of the cube, or where priors are centred. */
const firstMean = (coordinates: readonly Coordinate[]): Float64Array =>
  Float64Array.from(coordinates, ({ parameter }) =>
    parameter.prior === undefined ? 0.5 : toUnit(parameter, parameter.prior.centre),
  );

/** TPE looks at no more than the last trials, in steps, so that a long study is no slower than a short one and they are seldom encoded anew. */
const [mostSeen, seenStep] = [500, 250];

/** Points of the unit cube with categories from TPE; other coordinates in the middle. */
function categoriesOf(history: History, sampler: Sampler): () => Float64Array {
  const { space, trials } = history;
  const parameters = Object.entries(space);
  const middle = () => new Float64Array(parameters.length).fill(0.5);
  if (!parameters.some(([, parameter]) => parameter.kind === 'categorical')) return middle;
  const from = Math.max(0, Math.ceil((trials.length - mostSeen) / seenStep) * seenStep);
  const seen = { ...history, trials: trials.slice(from) };
  // Drawn again with the point, under a number of its own, until the two go together.
  let draws = 0;
  return () => {
    const setting = sampler.propose({ ...seen, seed: (history.seed + 0x9e3779b9 * draws++) >>> 0 });
    const point = middle();
    parameters.forEach(([name, parameter], place) => {
      if (parameter.kind === 'categorical') point[place] = placeOf(parameter, setting[name]);
    });
    return point;
  };
}

/** A category that does not exist in TPE's setting has no place yet and gets the first. */
const placeOf = (
  parameter: Parameter & { kind: 'categorical' },
  value: Setting[string] | undefined,
): number => toUnit(parameter, value ?? parameter.choices[0]!);
