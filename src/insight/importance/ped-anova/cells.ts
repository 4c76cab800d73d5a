import { log } from '../../../math/elementary.js';
import type { FloatParameter, IntegerParameter, Parameter, Value } from '../../../space/parameter.js';

// Densities are compared on at most 50 cells. Numbers are put into the nearest of evenly spaced ones, on the log scale where the hyperparameter has it;
// values in a list, numbers among them, have a cell each and no order.

const mostCells = 50;

/** How values of a hyperparameter fall into cells. */
export interface Cells {
  readonly count: number;
  /** Whether neighbouring cells are alike. */
  readonly isOrdered: boolean;
  cellOf(value: Value): number;
}

export function cellsOf(parameter: Parameter): Cells {
  if (parameter.kind === 'ordinal' || parameter.kind === 'categorical') {
    const values: readonly Value[] = parameter.kind === 'ordinal' ? parameter.values : parameter.choices;
    return { count: values.length, isOrdered: false, cellOf: (value) => values.indexOf(value) };
  }
  const count = countCells(parameter);
  const scaled = (value: number) => (parameter.log ? log(value) : value);
  const low = scaled(parameter.low);
  const width = (scaled(parameter.high) - low) / (count - 1);
  return {
    count,
    isOrdered: true,
    // Half-way values go down, as Optuna's do.
    cellOf: (value) =>
      Math.min(count - 1, Math.max(0, Math.ceil((scaled(value as number) - low) / width - 0.5))),
  };
}

function countCells({ kind, low, high, log: isLog, step }: FloatParameter | IntegerParameter): number {
  if (isLog) return kind === 'integer' ? Math.min(mostCells, bitsOf(high - low + 1) + 1) : mostCells;
  const distance = step ?? (kind === 'integer' ? 1 : undefined);
  return distance === undefined ? mostCells : Math.min(mostCells, Math.round((high - low) / distance) + 1);
}

/** The least b with 2ᵇ at least as great as the number. */
function bitsOf(number: number): number {
  let bits = 0;
  for (let power = 1; power < number; power *= 2) bits += 1;
  return bits;
}
