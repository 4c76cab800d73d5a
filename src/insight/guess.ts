import { quantile } from '../math/statistics.js';
import type { Setting } from '../space/parameter.js';
import type { Belief } from './belief.js';
import { asValue } from './evidence.js';
import type { Grade } from './grade.js';
import { nearestTrials } from './guess/near.js';

/** What is said of a step, guessed or measured. */
export type GuessVerdict = 'better' | 'worse' | 'no real difference' | 'cannot tell';

export interface GuessedEffect {
  /** Change of the score, in its own units. NaN (`null` in JSON) where nothing is said. */
  readonly effect: number;
  /** Nominal 90 %, wider than trials left out asked for: they lie among others. */
  readonly interval: readonly [number, number];
  readonly verdict: GuessVerdict;
}

/** What a study's trials make one believe of a changed setting, before it is trained. */
export interface Guess extends GuessedEffect {
  readonly change: string;
  readonly setting: Setting;
  readonly grade: Exclude<Grade, 'measured'>;
  /** The score that is expected of it; NaN where nothing is said. */
  readonly score: number;
  /** The same against the step before. */
  readonly added: GuessedEffect;
  /** The chance that its training blows up. */
  readonly blowUp: number;
  /** Numbers of the trials nearest to it, the nearest first: what the guess rests on most. */
  readonly trials: readonly number[];
  /** Why it is not believed; absent where it is. */
  readonly why?: string;
}

export interface GuessOptions {
  /** How much there is to lose at a score: the score itself for errors (the default), the distance from 1 for shares. */
  readonly errorOf?: (score: number) => number;
  /** How many rows a score is of, where that is known: of an error over n rows, another n would show one that is off by a share of 1/√n or so. */
  readonly rows?: number;
}

const drawn = 600;
/**
 * Effects are wider than what trials left out ask for: those lie among others, and questions at the edges of what was tried. Of nominal 90 % intervals 83 % held the truth with 1.4,
 * with this 90 % (bench/insight/what-if.mjs, twelve seeds of random studies).
 */
const wider = 1.8;
/** A guess is given from this chance on that the effect goes its way, or that there is none; and from the second that it is worth the margin. */
const sureFrom = 0.8;
const worthFrom = 0.6;
/** A chance of blowing up from which on a step is called worse for it. */
const likely = 0.5;

/** A guess for each step against the base setting, in about a millisecond once the belief is there. */
export function guessSteps(
  belief: Belief,
  base: Setting,
  steps: readonly { readonly change: string; readonly setting: Setting }[],
  { errorOf = Math.abs, rows = Number.POSITIVE_INFINITY }: GuessOptions = {},
): Guess[] {
  const { direction } = belief.evidence;
  const points = [base, ...steps.map(({ setting }) => setting)].map(belief.pointOf);
  const draws = belief.draws(points, drawn, 'guess');
  const chances = belief.chanceOfDivergence(points);
  const costs = (place: number) => draws.map((costs) => costs[place]!);
  const judge = (place: number, other: number): GuessedEffect => {
    const blown = byBlowUp(chances[place]!, chances[other]!);
    if (draws.length === 0)
      return { effect: Number.NaN, interval: [Number.NaN, Number.NaN], verdict: blown ?? 'cannot tell' };
    const [own, others] = [costs(place), costs(other)];
    const expected = median(others);
    const error = errorOf(asValue(expected, direction));
    const margin = marginOf(error, Math.max(belief.noiseAt(expected), error / Math.sqrt(rows)));
    return effectOf(widened(own.map((cost, i) => cost - others[i]!)), margin, direction, {
      verdict: blown,
      extra: Math.max(0, chances[place]! - chances[other]!),
    });
  };
  return steps.map(({ change, setting }, i) => {
    const whole = judge(i + 1, 0);
    const known = whole.verdict !== 'cannot tell';
    return {
      change,
      setting,
      ...whole,
      grade: known ? 'believed' : 'unknown',
      score: draws.length === 0 ? Number.NaN : asValue(median(costs(i + 1)), direction),
      added: judge(i + 1, i),
      blowUp: chances[i + 1]!,
      trials: nearestTrials(belief, points[i + 1]!),
      ...(known ? {} : { why: belief.silence ?? 'the trials leave open which way it goes' }),
    };
  });
}

/** Effects below it are no real difference: half of the noise, at least 1 % and at most 5 % of the error, as for measured ones (tune/verdict.ts). */
const marginOf = (error: number, noise: number) =>
  Math.max(0.01 * error, Math.min(0.5 * noise, 0.05 * error));

/** What whether training blows up says: a verdict of its own, where it is likely; and by how much likelier it is than before. */
interface BlowUp {
  readonly verdict: GuessVerdict | undefined;
  readonly extra: number;
}

/** Of draws some are far off where little is known, by factors on a logarithm: they move a mean, and would move what is widened about it. */
const median = (draws: readonly number[]) => quantile(draws, 0.5);

function widened(differences: readonly number[]): number[] {
  const centre = median(differences);
  return differences.map((difference) => centre + wider * (difference - centre));
}

/**
 * Better or worse from a chance of 80 % on that it is so, where the effect is worth the margin by its median and in six of ten draws; no real difference where 80 % lie
 * within the margin. A step that may blow up is worse if it does.
 */
function effectOf(
  differences: readonly number[],
  margin: number,
  direction: 'minimize' | 'maximize',
  blowUp: BlowUp,
): GuessedEffect {
  const effect = median(differences);
  const share = (is: (difference: number) => boolean) => differences.filter(is).length / differences.length;
  const isWorse = effect > 0;
  const given = (chance: number) => (1 - blowUp.extra) * chance + (isWorse ? blowUp.extra : 0);
  const [low, high] = [quantile(differences, 0.05), quantile(differences, 0.95)];
  const sure = given(share((difference) => difference > 0 === isWorse)) >= sureFrom;
  const worth = given(share((difference) => (isWorse ? difference : -difference) >= margin)) >= worthFrom;
  const same = (1 - blowUp.extra) * share((difference) => Math.abs(difference) <= margin) >= sureFrom;
  const side: GuessVerdict = isWorse ? 'worse' : 'better';
  const verdict: GuessVerdict =
    sure && worth && Math.abs(effect) >= margin ? side : same ? 'no real difference' : 'cannot tell';
  const ends = [asValue(low, direction), asValue(high, direction)].sort((a, b) => a - b);
  return {
    effect: asValue(effect, direction),
    interval: [ends[0]!, ends[1]!],
    verdict: blowUp.verdict ?? verdict,
  };
}

function byBlowUp(own: number, other: number): GuessVerdict | undefined {
  if (own >= likely && own >= 2 * other) return 'worse';
  return other >= likely && other >= 2 * own ? 'better' : undefined;
}
