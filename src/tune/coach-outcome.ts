import type { Course } from '../insight/diagnosis/course.js';
import { type Scene, scaleOf } from '../insight/diagnosis/scene.js';
import type { Setting } from '../space/parameter.js';
import { asCost } from '../study/direction.js';
import { constantBaseline } from './baselines.js';
import { neighbourScore } from './neighbours.js';
import { nuggetOf } from './nugget.js';
import type { Prepared } from './prepare.js';
import type { TrialOutcome } from './runner.js';
import { finite, lossesOf, motionOf } from './trial-facts.js';

/** A training that belongs to no study, as the coach sees it. */
export function courseOfOutcome(
  setting: Setting,
  outcome: TrialOutcome,
  { direction }: Pick<Prepared, 'direction'>,
  horizon: number,
): Course {
  const { reports, best, state, reason, seconds } = outcome;
  return {
    setting,
    state: state === 'paused' ? 'stopped' : state,
    validation: finite(reports).map(({ epoch, value }) => [epoch, asCost(value, direction)] as const),
    ...(Number.isFinite(best?.train) && { train: asCost(best!.train, direction) }),
    losses: lossesOf(reports),
    kept: best?.epoch ?? 0,
    horizon,
    motion: motionOf(reports),
    units: best?.units,
    worstShare: best?.worstShare,
    seconds,
    reason,
  };
}

/** What a training on these rows can be compared with, without another training. */
export function sceneOfRows(prepared: Prepared, more: Pick<Scene, 'file' | 'target'> = {}): Scene {
  const { direction, metric } = prepared;
  const yardsticks = {
    constant: constantBaseline(prepared).validation(prepared.partsOf(0)).value,
    neighbours: neighbourScore(prepared.part(0).part),
    nugget: nuggetOf(prepared.part(0).part),
  };
  return { ...scaleOf(yardsticks, direction), direction, metric, ...more };
}
