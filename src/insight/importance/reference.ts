import { onlyActive } from '../../space/active.js';
import { encode, fromUnit, toUnit } from '../../space/encode.js';
import type { Parameter, Setting, Space, Value } from '../../space/parameter.js';
import type { StudyRecord } from '../../study/trial.js';

/** What tuning is compared with. */
export interface Reference {
  readonly setting: Setting;
  /** `told`: the study's first trial, which is the untuned default; `given`: the caller said so; `middle`: the middle of every range, for the study names none. */
  readonly source: 'told' | 'given' | 'middle';
}

/** The setting that is no tuning at all. */
export function referenceOf(
  { space, trials }: Pick<StudyRecord, 'space' | 'trials'>,
  given?: Setting,
): Reference {
  if (given !== undefined) return { setting: onlyActive(space, given), source: 'given' };
  const first = trials.find(({ number }) => number === 0);
  if (first?.facts.proposer === 'rules of thumb') return { setting: first.setting, source: 'told' };
  return { setting: onlyActive(space, middleOf(space)), source: 'middle' };
}

const middleOf = (space: Space): Setting =>
  Object.fromEntries(Object.entries(space).map(([name, parameter]) => [name, usual(parameter)]));

const usual = (parameter: Parameter): Value => parameter.prior?.centre ?? fromUnit(parameter, 0.5);

/** A setting as a point with a place for every hyperparameter, those too that do not exist in it: there it is the prior's centre, or the middle. */
export function filledPoint(space: Space, setting: Setting): Float64Array {
  const point = encode(space, setting);
  Object.values(space).forEach((parameter, i) => {
    if (Number.isNaN(point[i]!)) point[i] = toUnit(parameter, usual(parameter));
  });
  return point;
}
