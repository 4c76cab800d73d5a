import type { Direction } from '../study/trial.js';

/** How a trial ended by what its objective gave back. */
export type Outcome =
  | { readonly state: 'complete'; readonly value: number }
  | { readonly state: 'diverged' | 'failed'; readonly reason: string };

/**
 * A finite number is a score. NaN, and infinity on the bad side, mean that the setting blew up: a lesson for samplers. Infinity on the good side would
 * be the best for ever, and anything else is no score at all: faults of the objective, from which nothing is learnt about the setting.
 */
export function outcomeOf(returned: unknown, direction: Direction): Outcome {
  if (typeof returned !== 'number')
    return { state: 'failed', reason: `the objective returned ${show(returned)}, not a number` };
  if (Number.isFinite(returned)) return { state: 'complete', value: returned };
  const best = direction === 'minimize' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (returned === best)
    return { state: 'failed', reason: `the objective returned ${returned}, which nothing could ever beat` };
  return { state: 'diverged', reason: `the objective returned ${returned}` };
}

/** The reason that an error gives. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : `the objective threw ${show(error)}`;

function show(value: unknown): string {
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? 'an array' : 'an object';
}
