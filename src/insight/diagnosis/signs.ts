import type { Course, LayerHealth } from './course.js';
import type { Scene } from './scene.js';
import { gainOf, gapOf, isBestAtEnd, risesOf, wayOf } from './trend.js';

// What several detectors have to agree on: a training that blew up, overshoots, hardly moves or is dead is told so, and not that it has what follows from that.

/** A loss this many times its first has blown up, whether or not the training was ended for it. */
const blownUp = 3;

export const isDiverged = ({ state, losses }: Course): boolean =>
  state === 'diverged' || (losses.length > 1 && losses.at(-1)! > blownUp * losses[0]!);

/** Beyond these the steps are too large for the valley that they are in. Sound trainings were seen to move by up to 0.034. */
const overshoot = { rises: 0.28, motion: 0.05 };

export const isOvershooting = (course: Course): boolean =>
  (course.motion ?? 0) > overshoot.motion && risesOf(course) > overshoot.rises;

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
const mostGap = 0.25;

/** Hardly moved, getting better to the end, and no better on training rows. */
export function isTooSlow(course: Course, scene: Scene): boolean {
  const gain = gainOf(course, scene);
  const way = wayOf(course);
  if (way === undefined || way >= hardlyMoved || !isBestAtEnd(course)) return false;
  if (worstLayer(course, 'dead') || risesOf(course) > overshoot.rises) return false;
  const isFalling = course.losses.at(-1)! < course.losses[0]!;
  return isFalling && (gain === undefined || (gapOf(course, gain) ?? 0) < mostGap);
}
