import { dataError } from '../error.js';
import { inferSchema } from './infer-schema.js';
import type { Table } from './table.js';
import type { DataOptions } from './task.js';

/** A column that could be predicted, and why it was thought of. */
export interface ProposedTarget {
  readonly name: string;
  readonly why: string;
  /** Further columns that could be predicted, the likelier ones first. */
  readonly others: readonly string[];
}

const saysSo = /^(y|target|label|class|outcome|response|result|output|answer)$/i;
const others = 4;

/**
 * The column that is most likely meant to be predicted: one that is named like a target, else the last one, else the first. Only
 * columns that can be learnt count; throws a data error when there are none.
 */
export function proposeTarget(table: Table, options: Partial<DataOptions>): ProposedTarget {
  const candidates = inOrder(table).filter((name) => !options.ignore?.includes(name));
  const learnable = firstFew(candidates, (name) => canBeLearnt(name, table, options));
  const [name, ...rest] = learnable;
  if (name === undefined)
    throw dataError(
      `no column of ${table.name} can be predicted as it is.`,
      `Name one with --target to see why, as --target "${table.columns.at(-1)!.name}".`,
    );
  return { name, why: whyOf(name, table), others: rest };
}

function inOrder({ columns }: Table): string[] {
  const names = columns.map(({ name }) => name);
  const [first, ...middle] = names.slice(0, -1);
  const byPlace = [...names.slice(-1), ...(first === undefined ? [] : [first]), ...middle.reverse()];
  return [...byPlace.filter((name) => saysSo.test(name)), ...byPlace.filter((name) => !saysSo.test(name))];
}

/** Trying each column of a wide table would take long. */
function firstFew(names: readonly string[], holds: (name: string) => boolean): string[] {
  const found: string[] = [];
  for (const name of names) {
    if (found.length === others) break;
    if (holds(name)) found.push(name);
  }
  return found;
}

function canBeLearnt(name: string, table: Table, options: Partial<DataOptions>): boolean {
  try {
    inferSchema(table, { ...options, target: name });
    return true;
  } catch {
    return false;
  }
}

function whyOf(name: string, { columns }: Table): string {
  if (saysSo.test(name)) return 'it is named like one';
  return columns.at(-1)!.name === name ? 'it is the last column' : 'it is a column that can be predicted';
}
