import { type SweetspotError, storageError, usageError } from '../../error.js';
import { suggestName } from '../../spelling.js';
import type { TrialState } from '../trial.js';

/** The errors that every store raises in the same words. */
export const noStudyError = (name: string, names: readonly string[], url: string): SweetspotError =>
  usageError(
    `there is no study "${name}" in ${url}`,
    names.length === 0 ? 'There are no studies there yet.' : suggestName(name, names),
  );

export const nameTakenError = (name: string, url: string): SweetspotError =>
  usageError(
    `a study "${name}" already exists in ${url}`,
    `Go on with it (--resume), give another name (--study NAME), or delete it.`,
  );

export const badNameError = (name: string): SweetspotError =>
  usageError(
    `"${name.slice(0, 40)}" cannot name a study: a name has 1 to 512 characters and no line breaks`,
    'Give another name with --study NAME.',
  );

/** Throws unless a study may have this name. */
export function checkStudyName(name: string): void {
  if (name.length === 0 || name.length > 512 || /[\r\n]/.test(name)) throw badNameError(name);
}

export const wrongNumberError = (study: string, number: number, next: number): SweetspotError =>
  storageError(
    `trial ${number} cannot be started in study "${study}": its next trial is number ${next}`,
    'Another program may be adding trials to it; load it again.',
  );

export const noTrialError = (study: string, number: number): SweetspotError =>
  usageError(`study "${study}" has no trial ${number}`);

export const finishedTrialError = (study: string, number: number, state: TrialState): SweetspotError =>
  usageError(`trial ${number} of study "${study}" is ${state}, and finished trials never change`);

export const pausedTrialError = (
  study: string,
  number: number,
  state: 'running' | 'paused',
): SweetspotError =>
  usageError(
    `trial ${number} of study "${study}" is ${state}; ${
      state === 'paused' ? 'it has to be continued before it reports' : 'only a paused trial is continued'
    }`,
  );

export const missingValueError = (study: string, number: number, value: number | undefined): SweetspotError =>
  usageError(
    `trial ${number} of study "${study}" cannot be complete with the value ${value}`,
    'A complete trial has a number as its value; one that has none is diverged or failed.',
  );
