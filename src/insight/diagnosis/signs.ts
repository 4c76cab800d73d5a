import type { Course, LayerHealth } from './course.js';
import type { Scene } from './scene.js';
import { gapOf, reachOf, riseAfterBest, risesOf, shareReached, wayOf } from './trend.js';

// What several detectors have to agree on: a training that blew up, overshoots, hardly moves or is dead is told so, and not that it has what follows from that.

/** A loss this many times its first has blown up, whether or not the training was ended for it. */
const blownUp = 3;

export const isDiverged = ({ state, losses }: Course): boolean =>
  state === 'diverged' || (losses.length > 1 && losses.at(-1)! > blownUp * losses[0]!);

/** Beyond these the steps are too large for the valley that they are in. Sound trainings were seen to move by up to 0.051. */
const overshoot = { rises: 0.28, motion: 0.05 };
/** So much of the reach given up again, with a loss above the first, is a training thrown back to its start. */
const thrownBack = 0.5;

export const isThrownBack = (course: Course, scene: Scene): boolean => {
  const reach = reachOf(course, scene);
  if (reach === undefined || course.losses.length < 2) return false;
  return riseAfterBest(course, reach) > thrownBack && course.losses.at(-1)! > course.losses[0]!;
};

/** A training that comes to what the best of its study does cannot be said to fall short for its steps. */
const asGood = 0.95;

export function isOvershooting(course: Course, scene: Scene): boolean {
  if (isThrownBack(course, scene)) return true;
  if ((course.motion ?? 0) <= overshoot.motion || risesOf(course) <= overshoot.rises) return false;
  return scene.best === undefined || (shareReached(course, scene) ?? 0) < asGood;
}

/** The share of a layer's units that may be flat before it is worth a word. Chosen, with the others, on seed 1 of bench/insight/coach.mjs. */
const most = { dead: 0.35, saturated: 0.7 };
/** Of a few units a share says nothing. */
const fewestUnits = 8;

export interface FlatLayer {
  readonly layer: LayerHealth;
  /** Counted from 1. */
  readonly place: number;
  readonly share: number;
}

/** The layer with the largest share of such units, if it is too large. */
export function worstLayer({ units = [] }: Course, kind: 'dead' | 'saturated'): FlatLayer | undefined {
  return units
    .map((layer, i) => ({ layer, place: i + 1, share: layer[kind] / layer.units }))
    .filter(({ layer, share }) => layer.units >= fewestUnits && share > most[kind])
    .sort((a, b) => b.share - a.share)[0];
}

/** Weights that went less far in all than this many times their own size have hardly left their first values. */
export const hardlyMoved = 0.9;
/** Small steps go down: beyond this share of epochs in which the loss rose they are not small. A training that had found its best is not slow either. */
const slow = { rises: 0.1, rise: 0.03, gap: 0.25, kept: 0.5 };

/** Hardly moved, with a loss that fell all the time, no better on training rows, and validation that never turned. */
export function isTooSlow(course: Course, scene: Scene): boolean {
  const { validation, losses, kept, state } = course;
  const way = wayOf(course);
  if (way === undefined || way >= hardlyMoved || state !== 'complete') return false;
  if (worstLayer(course, 'dead') || risesOf(course) > slow.rises) return false;
  const reach = reachOf(course, scene);
  const isTurned = reach !== undefined && riseAfterBest(course, reach) > slow.rise;
  const isFalling = losses.length > 1 && losses.at(-1)! < losses[0]!;
  if (!isFalling || isTurned || kept < slow.kept * validation.length) return false;
  return reach === undefined || (gapOf(course, reach) ?? 0) < slow.gap;
}
