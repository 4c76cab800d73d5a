import { type NumberFormat, numberReader } from '../number-format.js';
import { readClock, readClockDigits } from './clock.js';
import { lengthOfNamed, type NamedCycle, readNamed } from './names.js';

/** How a column says where it stands in a cycle. */
export type Cycle =
  /** Numbers that begin again after `period`, as hours after 24. */
  | { readonly by: 'number'; readonly format: NumberFormat; readonly period: number }
  /** Names known to everyone, as Monday or May. */
  | { readonly by: 'name'; readonly names: NamedCycle }
  /** Names in the order that was given. */
  | { readonly by: 'level'; readonly levels: readonly string[] }
  /** Times of day: 13:45, or as digits 1345. */
  | { readonly by: 'clock'; readonly digits: boolean };

const hoursOfDay = 24;

/** How far it is round. */
export function periodOf(cycle: Cycle): number {
  switch (cycle.by) {
    case 'number':
      return cycle.period;
    case 'name':
      return lengthOfNamed(cycle.names);
    case 'level':
      return cycle.levels.length;
    case 'clock':
      return hoursOfDay;
  }
}

/** A reader of trimmed texts: where in the cycle, in the units of the period; NaN for what is none. */
export function cycleReader(cycle: Cycle): (trimmed: string) => number {
  switch (cycle.by) {
    case 'number':
      return numberReader(cycle.format);
    case 'name':
      return (text) => readNamed(cycle.names, text);
    case 'level': {
      const places = new Map(cycle.levels.map((level, place) => [level, place]));
      return (text) => places.get(text) ?? Number.NaN;
    }
    case 'clock':
      return cycle.digits ? readClockDigits : readClock;
  }
}
