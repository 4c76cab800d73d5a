import type { Belief } from '../belief.js';

/** How many trials are named. */
const named = 3;

/** Trials whose settings lie nearest to a point in the unit cube, a category counting as half the cube's side: by number of the nearest first. */
export function nearestTrials({ evidence: { space }, basis }: Belief, point: Float64Array): number[] {
  const isChoice = Object.values(space).map(({ kind }) => kind === 'categorical');
  const distanceTo = (other: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < point.length; i++) sum += apart(point[i]!, other[i]!, isChoice[i]!);
    return sum;
  };
  return basis
    .map(({ number, point: other }) => ({ number, distance: distanceTo(other) }))
    .sort((a, b) => a.distance - b.distance || a.number - b.number)
    .slice(0, named)
    .map(({ number }) => number);
}

function apart(a: number, b: number, isChoice: boolean): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : 0.25;
  if (isChoice) return a === b ? 0 : 0.25;
  return (a - b) * (a - b);
}
