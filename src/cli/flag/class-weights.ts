import type { ClassWeights } from '../../data/task.js';
import { usageError } from '../../error.js';
import { cutAt, cutOnce } from './cut.js';

/** `balanced`, `none`, or `yes=5,no=1` → weights by class. */
export function classWeights(text: string): ClassWeights {
  const word = text.trim().toLowerCase();
  if (word === 'balanced' || word === 'none') return word;
  const pairs = cutAt(text, ',')?.map(pairOf);
  if (pairs?.every((pair) => pair !== undefined)) return Object.fromEntries(pairs);
  throw usageError(
    `--class-weights is "${text}"; it takes balanced, none, or classes with their weights.`,
    'For example: --class-weights balanced, --class-weights "yes=5,no=1"',
  );
}

function pairOf(text: string): [name: string, weight: number] | undefined {
  const [name, weight] = cutOnce(text, '=') ?? [];
  if (!name || !/^\s*\d+(\.\d+)?\s*$/.test(weight!)) return undefined;
  return [name, Number(weight)];
}
