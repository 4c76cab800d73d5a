import { exp, log } from '../../math/elementary.js';
import { quantile } from '../../math/statistics.js';
import { fromUnit } from '../../space/encode.js';
import type { Parameter, Value } from '../../space/parameter.js';
import { countValues } from '../../space/values.js';
import type { Belief } from '../belief.js';
import { averages, believed } from './contrast.js';
import { movedTo } from './standpoints.js';

/** The best y for a low and for a high x: that it moves is sure, by how much only roughly. */
export interface Ridge {
  readonly x: readonly [Value, Value];
  readonly y: readonly [Value, Value];
  /** How far the best y moves, as a share of its range, with its nominal 90 % interval. */
  readonly shift: number;
  readonly interval: readonly [number, number];
  /** In which share of what is believed both best values lie inside y's range, not at its ends. */
  readonly inside: number;
  /** The factor between the best values of y, where its range is logarithmic or of numbers above zero. */
  readonly factor?: number;
  /** Its nominal 90 % interval, where the range is logarithmic. */
  readonly factors?: readonly [number, number];
}

const grid = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95] as const;
const [low, high] = [0.2, 0.8] as const;
/** The chance from which on a move is stated, and the least that is worth stating, as a share of the range. */
const sureToMove = 0.9;
const leastShift = 0.1;
const standing = 6;

/** Where the best y lies at both ends of x, others at `stands`; undefined where it does not move for sure. */
export function ridgeOf(
  belief: Belief,
  x: string,
  y: string,
  stands: readonly Float64Array[],
): Ridge | undefined {
  const { space } = belief.evidence;
  if (countValues(space[y]!) < 3) return undefined;
  const blocks = [low, high].flatMap((u) =>
    grid.map((v) => stands.slice(0, standing).map((point) => movedTo(space, point, { [x]: u, [y]: v }))),
  );
  const { own } = averages(belief, blocks, `ridge of ${y} over ${x}`);
  const bests = own.map((row) => [row.slice(0, grid.length), row.slice(grid.length)].map(bestPlace));
  const shift = believed(bests.map(([a, b]) => b! - a!));
  const isInside = (place: number | undefined) => place !== grid[0] && place !== grid.at(-1);
  const moves = bests.filter(([a, b]) => shift.effect < 0 === b! - a! < 0 && a !== b).length / bests.length;
  if (moves < sureToMove || Math.abs(shift.effect) < leastShift) return undefined;
  const middle = (which: 0 | 1) =>
    quantile(
      bests.map((pair) => pair[which]!),
      0.5,
    );
  const ys = [fromUnit(space[y]!, middle(0)), fromUnit(space[y]!, middle(1))] as readonly [Value, Value];
  const [from, to] = ys.map(Number);
  const isFactor = from! > 0 && to! > 0;
  const reach = logReach(space[y]!);
  return {
    x: [fromUnit(space[x]!, low), fromUnit(space[x]!, high)],
    y: ys,
    shift: shift.effect,
    interval: shift.interval,
    inside: bests.filter((pair) => pair.every(isInside)).length / bests.length,
    ...(isFactor && { factor: to! / from! }),
    ...(reach && { factors: [exp(reach * shift.interval[0]), exp(reach * shift.interval[1])] }),
  };
}

/** The log of the factor from one end of a logarithmic range to the other. */
function logReach(parameter: Parameter): number | undefined {
  return parameter.kind !== 'categorical' && parameter.kind !== 'ordinal' && parameter.log
    ? log(parameter.high / parameter.low)
    : undefined;
}

/** The lowest place of a curve on the grid, between its points by the parabola through three of them. */
function bestPlace(curve: Float64Array): number {
  let best = 0;
  for (let i = 1; i < curve.length; i++) if (curve[i]! < curve[best]!) best = i;
  if (best === 0 || best === curve.length - 1) return grid[best]!;
  const [a, b, c] = [curve[best - 1]!, curve[best]!, curve[best + 1]!];
  const bend = a - 2 * b + c;
  return grid[best]! + (bend > 0 ? ((a - c) / (2 * bend)) * (grid[1] - grid[0]) : 0);
}
