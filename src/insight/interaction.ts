import { fromUnit } from '../space/encode.js';
import type { Value } from '../space/parameter.js';
import type { Belief } from './belief.js';
import { averages, type Believed, believed, drawCounts } from './interaction/contrast.js';
import { numericNames, sureEnough } from './interaction/direction.js';
import { type Ridge, ridgeOf } from './interaction/ridge.js';
import { movedTo, standpoints } from './interaction/standpoints.js';

/** How two numeric hyperparameters pull on each other, all others being anywhere in the space where both exist; y is the one whose best value is known better. */
export interface Interaction {
  readonly x: string;
  readonly y: string;
  /**
   * (f₁₁ − f₁₀) − (f₀₁ − f₀₀), where 0 and 1 are a fifth and four fifths of each range: what raising y does when x is high, less what it does when x is low.
   * Below zero they want to go up together.
   */
  readonly pull: Believed;
  /** Whether the evidence carries it: its sign is sure on the log of costs as on costs themselves, so that it is no matter of how errors are compared. */
  readonly claimed: boolean;
  /** What raising y does, with x low and with x high: on the scale of the belief. */
  readonly atLow: Believed;
  readonly atHigh: Believed;
  /** Where 0 and 1 are. */
  readonly xs: readonly [Value, Value];
  readonly ys: readonly [Value, Value];
  /** The best y for the low and for the high x, where it moves for sure. */
  readonly ridge?: Ridge;
}

const [low, high] = [0.2, 0.8] as const;
/** Of x and of y. */
const corners = [
  [low, low],
  [low, high],
  [high, low],
  [high, high],
] as const;
const [lowLow, lowHigh, highLow, highHigh] = [0, 1, 2, 3] as const;
type Corner = 0 | 1 | 2 | 3;

/** Where the others stand: at a few places first, and at more where that leaves a claim possible. */
const places = { few: 8, many: 20 };
const possible = 0.9;

/** Pairs of numeric hyperparameters that can exist together and vary, those claimed first, then by how sure they are; none where the belief is silent. */
export function interactionsOf(belief: Belief): Interaction[] {
  if (belief.silence !== undefined) return [];
  const names = numericNames(belief);
  const pairs = names.flatMap((x, i) => names.slice(i + 1).map((y) => [x, y] as const));
  return pairs
    .filter(([x, y]) => !dependsOn(belief, x, y) && !dependsOn(belief, y, x))
    .map(([x, y]) => interactionOf(belief, x, y))
    .filter((each) => each !== undefined)
    .sort((a, b) => Number(b.claimed) - Number(a.claimed) || b.pull.sure - a.pull.sure);
}

/** One that exists only for values of the other has nothing to be compared with where it does not. */
const dependsOn = ({ evidence: { space } }: Belief, child: string, parent: string): boolean => {
  const { when } = space[child]!;
  return when !== undefined && (when.parameter === parent || dependsOnName(space, when.parameter, parent));
};

function dependsOnName(space: Belief['evidence']['space'], child: string, parent: string): boolean {
  const when = space[child]?.when;
  return when !== undefined && (when.parameter === parent || dependsOnName(space, when.parameter, parent));
}

function interactionOf(belief: Belief, x: string, y: string): Interaction | undefined {
  const first = interactionAt(belief, x, y, places.few);
  return first === undefined || first.pull.sure < possible ? first : interactionAt(belief, x, y, places.many);
}

function interactionAt(belief: Belief, x: string, y: string, count: number): Interaction | undefined {
  const { space } = belief.evidence;
  const names = Object.keys(space);
  const stands = standpoints(belief, [x, y], count).filter(
    (point) => !Number.isNaN(point[names.indexOf(x)]!) && !Number.isNaN(point[names.indexOf(y)]!),
  );
  if (stands.length < count / 2) return undefined;
  const blocks = corners.map(([u, v]) => stands.map((point) => movedTo(space, point, { [x]: u, [y]: v })));
  const { own, other } = averages(
    belief,
    blocks,
    `${x} and ${y}`,
    count === places.few ? drawCounts.look : drawCounts.claim,
  );
  const pullOn = (draws: readonly Float64Array[]) =>
    believed(draws.map(([ll, lh, hl, hh]) => hh! - hl! - (lh! - ll!)));
  const [pull, elsewhere] = [pullOn(own), pullOn(other())];
  const claimed =
    pull.sure >= sureEnough && elsewhere.sure >= sureEnough && pull.effect < 0 === elsewhere.effect < 0;
  const ridge = claimed && count === places.many ? sharperRidge(belief, x, y, stands) : undefined;
  const isTurned = ridge?.isTurned === true;
  const rise = (from: Corner, to: Corner) => believed(own.map((draw) => draw[to]! - draw[from]!));
  const at = (name: string) =>
    [fromUnit(space[name]!, low), fromUnit(space[name]!, high)] as readonly [Value, Value];
  const [first, second] = isTurned ? [y, x] : [x, y];
  return {
    x: first,
    y: second,
    pull,
    claimed,
    atLow: isTurned ? rise(lowLow, highLow) : rise(lowLow, lowHigh),
    atHigh: isTurned ? rise(lowHigh, highHigh) : rise(highLow, highHigh),
    xs: at(first),
    ys: at(second),
    ...(ridge && { ridge: ridge.ridge }),
  };
}

/** Of both ways to see a pair, the one whose best values lie inside their range rather than at its ends, and are known more exactly. */
function sharperRidge(
  belief: Belief,
  x: string,
  y: string,
  stands: readonly Float64Array[],
): { readonly ridge: Ridge; readonly isTurned: boolean } | undefined {
  const worth = ({ inside, interval }: Ridge) => inside - (interval[1] - interval[0]);
  const [own, turned] = [ridgeOf(belief, x, y, stands), ridgeOf(belief, y, x, stands)];
  if (turned && (own === undefined || worth(turned) > worth(own))) return { ridge: turned, isTurned: true };
  return own && { ridge: own, isTurned: false };
}
