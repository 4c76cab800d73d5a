import { usageError } from '../error.js';
import { engineNames } from '../tune/engine-name.js';

/** Each throws a usage error unless the value is one that the option can have; what is not given is fine. */

export const mostWorkers = 256;
export const highestSeed = 4_294_967_295;

export const checkWorkers = (workers: unknown) => checkWhole('workers', workers, 1, mostWorkers, 2);
export const checkSeed = (seed: unknown) => checkWhole('seed', seed, 0, highestSeed, 7);

function checkWhole(name: string, value: unknown, least: number, most: number, example: number) {
  if (value === undefined) return;
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  throw usageError(
    `${name} is ${shown(value)}; it takes a whole number from ${least} to ${most}.`,
    `For example: ${name} ${example}`,
  );
}

export function checkEngine(engine: unknown) {
  if (engine === undefined || (engineNames as readonly unknown[]).includes(engine)) return;
  throw usageError(
    `engine is ${shown(engine)}; it takes one of ${engineNames.join(', ')}.`,
    "For example: engine 'fused'",
  );
}

/** It becomes the name of a folder. */
export function checkStudyName(study: unknown) {
  if (study === undefined) return;
  if (typeof study === 'string' && study.trim() !== '' && !/^\.|[/\\\0]/.test(study)) return;
  throw usageError(
    `study is ${shown(study)}; its name becomes a folder, so it takes a text without / and \\ that does not begin with a dot.`,
    'For example: study houses-1',
  );
}

const shown = (value: unknown) => (typeof value === 'string' ? JSON.stringify(value) : String(value));
