import type { Space } from '../../space/parameter.js';
import { asCost } from '../../study/direction.js';
import { bestTrial } from '../../study/history.js';
import type { Direction, StudyRecord } from '../../study/trial.js';

/** Something that a training can be measured by, in its own words. */
export interface Yardstick {
  readonly name: string;
  readonly cost: number;
}

/** What rows that are as good as alike differ by, as a share of what any two differ by, with its standard error. */
export interface Nugget {
  readonly share: number;
  readonly error: number;
}

/** What stands around a training: what its scores can be compared with, and how commands name its data. */
export interface Scene {
  readonly direction: Direction;
  readonly metric?: string;
  /** What always saying the same would cost. */
  readonly constant?: number;
  /** The best that is known to be possible: a line, the nearest neighbours, the study's best trial. */
  readonly possible?: Yardstick;
  readonly nugget?: Nugget;
  readonly space?: Space;
  readonly study?: string;
  /** The storage to name in commands, unless it is the usual one. */
  readonly storage?: string;
  /** The trial that `what-if` starts from. */
  readonly best?: number;
  readonly file?: string;
  readonly target?: string | readonly string[];
  /** Numbers of the yardsticks, as they were kept. */
  readonly line?: number;
}

/** Scores that need no tuning, by the study's metric; plain JSON, kept in the study. */
export interface Yardsticks {
  readonly constant?: number;
  readonly linear?: number;
  readonly neighbours?: number;
  readonly nugget?: Nugget;
}

export function sceneOf(record: StudyRecord): Scene {
  const { facts, direction, trials, space, name } = record;
  const finished = facts.finished as
    | { best?: { number: number } | null; storage?: string }
    | null
    | undefined;
  const best = trials[finished?.best?.number ?? -1] ?? bestTrial(trials, direction);
  const data = facts.data as { file?: string; path?: string } | undefined;
  return {
    ...scaleOf((facts.yardsticks ?? {}) as Yardsticks, direction, best?.value),
    direction,
    ...(typeof facts.metric === 'string' && { metric: facts.metric }),
    space,
    study: name,
    ...(finished?.storage && { storage: finished.storage }),
    ...(best && { best: best.number }),
    ...((data?.path ?? data?.file) && { file: data.path ?? data.file }),
    ...(facts.target !== undefined && { target: facts.target as string | readonly string[] }),
  };
}

/** What scores can be compared with, as costs. */
export function scaleOf(
  { constant, linear, neighbours, nugget }: Yardsticks,
  direction: Direction,
  best?: number,
): Pick<Scene, 'constant' | 'possible' | 'line' | 'nugget'> {
  const known = [
    { name: 'a straight line', cost: asCost(linear, direction) },
    { name: 'a look at each row’s nearest neighbours', cost: asCost(neighbours, direction) },
    { name: "the study's best trial", cost: asCost(best, direction) },
  ].filter(({ cost }) => Number.isFinite(cost));
  const possible = known.sort((a, b) => a.cost - b.cost)[0];
  return {
    ...(constant !== undefined && { constant: asCost(constant, direction) }),
    ...(linear !== undefined && { line: asCost(linear, direction) }),
    ...(possible && { possible }),
    ...(nugget && { nugget }),
  };
}
