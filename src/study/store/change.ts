import { checkSetting, valueError } from '../../space/check-setting.js';
import { growSpace } from '../../space/grow.js';
import type { Value } from '../../space/parameter.js';
import { contains } from '../../space/values.js';
import { valueWhenStopped } from '../outcome.js';
import type { IntermediateValue, StudyRecord, Trial } from '../trial.js';
import {
  finishedTrialError,
  missingValueError,
  noTrialError,
  pausedTrialError,
  wrongNumberError,
} from './errors.js';
import type { Change } from './store.js';

type Started = Extract<Change, { kind: 'started' }>;
type Finished = Extract<Change, { kind: 'finished' }>;
/** What happens to a trial after it was started. */
export type TrialChange = Exclude<Change, { kind: 'noted' | 'started' }>;

/** What a study is after some changes: the meaning of `Change`, which every store gives it. Throws when a change may not be made. */
export function applyChanges(study: StudyRecord, changes: readonly Change[]): StudyRecord {
  const trials = [...study.trials];
  let { facts, space } = study;
  for (const change of changes) {
    if (change.kind === 'noted') facts = { ...facts, ...change.facts };
    else if (change.kind === 'started') trials.push(startTrial({ ...study, space }, trials.length, change));
    else {
      if (change.kind === 'suggested') space = growSpace(space, change.name, change.parameter);
      trials[change.number] = changeTrial(study.name, trials[change.number], change);
    }
  }
  return { ...study, facts, space, trials };
}

function startTrial(study: StudyRecord, next: number, change: Started): Trial {
  if (change.number !== next) throw wrongNumberError(study.name, change.number, next);
  checkSetting(study.space, change.setting, { partial: true });
  return {
    number: next,
    state: 'running',
    setting: change.setting,
    intermediate: [],
    facts: change.facts ?? {},
    started: change.time,
  };
}

function changeTrial(study: string, trial: Trial | undefined, change: TrialChange): Trial {
  if (trial === undefined) throw noTrialError(study, change.number);
  checkChange(study, trial, change);
  switch (change.kind) {
    case 'suggested':
      return { ...trial, setting: { ...trial.setting, [change.name]: suggestedValue(change) } };
    case 'reported':
      return { ...trial, intermediate: mergeReports(trial.intermediate, change.values) };
    case 'paused':
      return { ...trial, state: 'paused', facts: { ...trial.facts, ...change.facts } };
    case 'continued':
      return { ...trial, state: 'running', facts: { ...trial.facts, ...change.facts } };
    case 'finished':
      return finishTrial(study, trial, change);
  }
}

/** Throws unless the change may be made to a trial in this state: reports and pauses when it runs, going on when it is paused. */
export function checkChange(
  study: string,
  trial: Pick<Trial, 'number' | 'state'>,
  change: TrialChange,
): void {
  const { number, state } = trial;
  if (state !== 'running' && state !== 'paused') throw finishedTrialError(study, number, state);
  if (change.kind === 'finished') return;
  const wanted = change.kind === 'continued' ? 'paused' : 'running';
  if (state !== wanted) throw pausedTrialError(study, number, state);
}

/** The value that a suggestion gives. Throws when its hyperparameter cannot have it. */
export function suggestedValue({ name, parameter, value }: Extract<Change, { kind: 'suggested' }>): Value {
  if (!contains(parameter, value)) throw valueError(name, parameter, value);
  return value;
}

function finishTrial(study: string, trial: Trial, change: Finished): Trial {
  const value = finalValue(study, trial, change);
  return {
    ...trial,
    state: change.state,
    ...(value === undefined ? {} : { value }),
    facts: { ...trial.facts, ...change.facts },
    finished: change.time,
  };
}

/** The value that a trial keeps when it finishes; see `outcome.ts`. */
export function finalValue(
  study: string,
  trial: { readonly intermediate: readonly IntermediateValue[] },
  { number, state, value }: Finished,
): number | undefined {
  const given = value === undefined || Number.isNaN(value) ? undefined : value;
  if (state === 'complete' && given === undefined) throw missingValueError(study, number, value);
  if (state === 'complete') return given;
  return state === 'stopped' ? (given ?? valueWhenStopped(trial)) : undefined;
}

/** Reports in the order of their epochs; one for an epoch that has one already replaces it. */
function mergeReports(
  before: readonly IntermediateValue[],
  added: readonly IntermediateValue[],
): IntermediateValue[] {
  const byEpoch = new Map([...before, ...added].map((report) => [report.epoch, report]));
  return [...byEpoch.values()].sort((a, b) => a.epoch - b.epoch);
}
