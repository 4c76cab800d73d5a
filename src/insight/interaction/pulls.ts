import { type Belief, beliefOf } from '../belief.js';
import type { Evidence } from '../evidence.js';
import type { Grade } from '../grade.js';
import { type Interaction, interactionsOf } from '../interaction.js';
import { type Direction, directionsOf } from './direction.js';
import { type Surface, surfaceOf } from './surface.js';

/** Which way each numeric hyperparameter pulls, and which pull on each other. */
export interface Pulls {
  readonly grade: Exclude<Grade, 'measured'>;
  /** Why nothing is said; absent where something is. */
  readonly silence?: string;
  /** Whether effects are logs of factors of the cost instead of differences. */
  readonly isLog: boolean;
  /** The believed deviation of one training near the best, in the score's units; absent where nothing is believed. */
  readonly noise?: number;
  /** Trials that the belief learnt from. */
  readonly trials: number;
  readonly directions: readonly Direction[];
  /** Those claimed first. */
  readonly pairs: readonly Interaction[];
  /** Of the pairs claimed first. */
  readonly surfaces: readonly Surface[];
}

/** The belief that is asked here learns from no more trials: with more of them it takes longer and claims the same. */
const mostLearnt = 120;
const mostSurfaces = 2;

/** What a study's trials make one believe of how its hyperparameters pull. A pure function of the evidence and the seed. */
export function pullsOf(evidence: Evidence, seed = 0): Pulls {
  const belief = beliefOf(evidence, { seed, most: mostLearnt });
  const pairs = interactionsOf(belief);
  return {
    grade: belief.silence === undefined ? 'believed' : 'unknown',
    ...(belief.silence !== undefined && { silence: belief.silence }),
    isLog: belief.isLog,
    ...(belief.silence === undefined && { noise: belief.noiseAt(bestOf(belief)) }),
    trials: belief.basis.length,
    directions: directionsOf(belief),
    pairs,
    surfaces: surfacesOf(belief, pairs),
  };
}

const bestOf = ({ basis }: Belief) => Math.min(...basis.map(({ cost }) => cost));

const surfacesOf = (belief: Belief, pairs: readonly Interaction[]): Surface[] =>
  pairs
    .filter(({ claimed }) => claimed)
    .slice(0, mostSurfaces)
    .map(({ x, y }) => surfaceOf(belief, x, y))
    .filter((each) => each !== undefined);
