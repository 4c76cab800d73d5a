import { onlyActive } from '../space/active.js';
import { encoder } from '../space/encode.js';
import type { Setting, Space } from '../space/parameter.js';
import { asCost } from '../study/direction.js';
import { isFinished, isScored } from '../study/outcome.js';
import type { Direction, StudyRecord, Trial } from '../study/trial.js';
import { type Forecaster, forecaster } from './evidence/forecast.js';
import { type Repeats, repeatsOf } from './evidence/repeats.js';
import type { Score } from './evidence/score.js';

export type { Repeats } from './evidence/repeats.js';
export type { Look, Score } from './evidence/score.js';

// What of a study can be learnt from, and how. Everything else in this room begins here, so that all agree on what a trial says:
//   complete            its value, exactly as it was told
//   stopped, paused     the value that trials which went on past the same point came to, with what that forecast leaves open
//   diverged            that its setting blew up, and nothing about how good it is; so too a complete trial whose value is not finite
//   failed              nothing: something outside the setting went wrong
//   running             its reports, once there are some, as those of a paused trial
// Values are turned into costs once, here: less is always better, `maximize` changes the sign.

/** Whether a setting could be trained at all. */
export interface Ending {
  readonly number: number;
  readonly setting: Setting;
  readonly point: Float64Array;
  readonly diverged: boolean;
}

export interface Evidence {
  readonly space: Space;
  readonly direction: Direction;
  /** Trials that were trained to their end, with a finite value; by number. */
  readonly complete: readonly Score[];
  /** Trials that ended before it, or have not come to it yet, each with a forecast; by number. */
  readonly early: readonly Score[];
  /** Both, by number. */
  readonly scores: readonly Score[];
  /** All trials that show whether their setting can be trained; by number. */
  readonly endings: readonly Ending[];
  /** Complete trials of the same setting: what the same thing costs when it is done again. Undefined where nothing was repeated. */
  readonly repeats?: Repeats;
  /** Numbers of trials that say nothing here: failed ones, and those that ended or run without a value to forecast from. */
  readonly silent: readonly number[];
  /** Hyperparameters that do not exist in every trial, be it by a condition or, in a foreign study, because a trial did without. */
  readonly conditional: ReadonlySet<string>;
}

/** What of a study can be learnt from: its trials as costs, endings and repeats. A pure function of the trials; 100,000 of them take about a second. */
export function evidenceOf({
  space,
  direction,
  trials,
}: Pick<StudyRecord, 'space' | 'direction' | 'trials'>): Evidence {
  const encode = encoder(space);
  const inOrder = [...trials].sort((a, b) => a.number - b.number);
  const forecasts = forecaster(inOrder, direction);
  const complete: Score[] = [];
  const early: Score[] = [];
  const endings: Ending[] = [];
  const silent: number[] = [];
  const lacking = new Set<string>();
  const names = Object.keys(space);
  for (const trial of inOrder) {
    const place = placed(trial, space, encode);
    const score = scoreOf(trial, place, direction, forecasts);
    const diverged = blewUp(trial);
    if (score !== undefined) (score.trained === 1 ? complete : early).push(score);
    if (score === undefined && !diverged) silent.push(trial.number);
    if (diverged || (score !== undefined && isFinished(trial))) endings.push({ ...place, diverged });
    if (diverged || score !== undefined)
      place.point.forEach((unit, i) => {
        if (Number.isNaN(unit)) lacking.add(names[i]!);
      });
  }
  const repeats = repeatsOf(space, complete);
  return {
    space,
    direction,
    complete,
    early,
    scores: [...complete, ...early].sort((a, b) => a.number - b.number),
    endings,
    ...(repeats && { repeats }),
    silent,
    conditional: new Set(names.filter((name) => space[name]!.when !== undefined || lacking.has(name))),
  };
}

/** A cost in the study's own units, as a trial would tell it. */
export const asValue = (cost: number, direction: Direction): number =>
  direction === 'minimize' ? cost : -cost;

function placed(
  { number, setting }: Trial,
  space: Space,
  encode: (setting: Setting) => Float64Array,
): Pick<Score, 'number' | 'setting' | 'point'> {
  const active = onlyActive(space, setting);
  return { number, setting: active, point: encode(active) };
}

const blewUp = (trial: Trial): boolean =>
  trial.state === 'diverged' || (trial.state === 'complete' && !isScored(trial));

function scoreOf(
  trial: Trial,
  place: Pick<Score, 'number' | 'setting' | 'point'>,
  direction: Direction,
  forecasts: Forecaster,
): Score | undefined {
  if (isScored(trial)) {
    const cost = asCost(trial.value, direction);
    const looks = [...forecasts.looks(trial), { cost, trained: 1 }];
    return { ...place, cost, deviation: 0, trained: 1, looks };
  }
  if (trial.state === 'complete' || trial.state === 'diverged' || trial.state === 'failed') return undefined;
  const forecast = forecasts.end(trial);
  return forecast && { ...place, ...forecast, looks: forecasts.looks(trial) };
}
