import type { Parameter } from './parameter.js';

/** A hyperparameter with all the values of both: the widest bounds, all the choices; numbers that do not share their steps have none. */
export function widen(a: Parameter, b: Parameter): Parameter {
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
