import type { Parameter, Space } from '../../../space/parameter.js';
import { type Distribution, toParameter } from './distribution.js';

/**
 * The space of a study that Optuna made, from the distributions of its trials: the widest bounds and all the choices seen under a
 * name, in the order in which names appear. Optuna stores no conditions, so there are none; a trial may lack some names.
 */
export function inferSpace(seen: Iterable<readonly [name: string, distribution: Distribution]>): Space {
  const space: Record<string, Parameter> = {};
  for (const [name, distribution] of seen) {
    const parameter = toParameter(distribution);
    space[name] = space[name] === undefined ? parameter : widen(space[name], parameter);
  }
  return space;
}

function widen(a: Parameter, b: Parameter): Parameter {
  if (a.kind === 'categorical' || b.kind === 'categorical') {
    const choices = [a, b].flatMap((side) => (side.kind === 'categorical' ? side.choices : []));
    return { kind: 'categorical', choices: [...new Set(choices)] };
  }
  if (a.kind === 'ordinal' && b.kind === 'ordinal')
    return { kind: 'ordinal', values: [...new Set([...a.values, ...b.values])].sort((x, y) => x - y) };
  if (a.kind !== 'ordinal' && b.kind !== 'ordinal' && a.kind === b.kind && shareSteps(a, b))
    return { ...a, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
  const bounds = [a, b].flatMap((side) => (side.kind === 'ordinal' ? side.values : [side.low, side.high]));
  const ranges = [a, b].filter((side) => side.kind !== 'ordinal');
  const kind = ranges.some((side) => side.kind === 'float') ? 'float' : 'integer';
  const log = ranges.some((side) => side.log);
  return { kind, low: Math.min(...bounds), high: Math.max(...bounds), log };
}

/** Whether the values of both are some of one row of steps. */
function shareSteps(a: Numeric, b: Numeric): boolean {
  if (a.step === undefined || a.step !== b.step || a.log || b.log) return false;
  const apart = Math.abs(a.low - b.low) / a.step;
  return Math.abs(apart - Math.round(apart)) < 1e-9;
}

type Numeric = Extract<Parameter, { low: number }>;
