import { parameterCount } from '../../network/count.js';
import type { Setting } from '../../space/parameter.js';
import { asCost } from '../../study/direction.js';
import { rankedTrials, type ScoredTrial } from '../../study/history.js';
import { isFinished } from '../../study/outcome.js';
import type { Direction, Trial } from '../../study/trial.js';
import type { Part } from '../runner.js';
import { recipeOf } from '../setting.js';

/** The trials of one number of layers and about one number of neurons. */
export interface SizeCell {
  readonly layers: number;
  /** The range of neurons a layer; absent without layers. */
  readonly neurons?: readonly [low: number, high: number];
  /** Those that came to their end, and those that did not. */
  readonly complete: number;
  readonly ended: number;
  /** Of the best complete trial. */
  readonly validation?: number;
  readonly train?: number;
  readonly verdict: SizeVerdict;
}

/**
 * `best`: it holds the best trial. `as good`: within the noise of it. `too few`: smaller, and worse on the training rows as well as on the
 * validation rows. `too many`: larger, better on the training rows and worse on the validation rows. `worse`: neither explains it.
 * `too few trials`: one trial alone was behind. `stopped`: none came to its end.
 */
export type SizeVerdict =
  | 'best'
  | 'as good'
  | 'too few'
  | 'too many'
  | 'worse'
  | 'too few trials'
  | 'stopped';

export interface SizeOptions {
  readonly trials: readonly Trial[];
  readonly direction: Direction;
  readonly part: Part;
  readonly noise: number;
}

/** Train and validation score by layers × neurons (in octaves); only what was tried. */
export function sizeMap({ trials, direction, part, noise }: SizeOptions): SizeCell[] {
  const ranked = rankedTrials(trials, direction);
  const best = ranked[0];
  if (best === undefined) return [];
  const cells = new Map<string, Trial[]>();
  for (const trial of trials) {
    if (trial.state === 'failed' || !isFinished(trial)) continue;
    const key = `${trial.setting.layers}/${octave(trial.setting) ?? ''}`;
    cells.set(key, [...(cells.get(key) ?? []), trial]);
  }
  const parametersOf = ({ setting }: Trial) => parameterCount(recipeOf(setting, part).plan);
  return [...cells.values()].map((own) => {
    const [first, ...others] = ranked.filter((trial) => own.includes(trial));
    const { setting } = own[0]!;
    const low = octave(setting);
    return {
      layers: Number(setting.layers),
      ...(low === undefined ? {} : { neurons: [low, 2 * low - 1] as const }),
      complete: first ? others.length + 1 : 0,
      ended: own.length - (first ? others.length + 1 : 0),
      ...(first ? { validation: first.value, train: trainOf(first) } : {}),
      verdict:
        first === undefined
          ? 'stopped'
          : verdictOf(first, best, {
              alone: others.length === 0,
              noise,
              direction,
              larger: parametersOf(first) > parametersOf(best),
            }),
    };
  });
}

interface Judging {
  readonly alone: boolean;
  readonly noise: number;
  readonly direction: Direction;
  readonly larger: boolean;
}

function verdictOf(own: ScoredTrial, best: ScoredTrial, judging: Judging): SizeVerdict {
  const { alone, noise, direction, larger } = judging;
  if (own === best) return 'best';
  if (asCost(own.value, direction) <= asCost(best.value, direction) + noise) return 'as good';
  if (alone) return 'too few trials';
  const [train, least] = [trainOf(own), trainOf(best)];
  if (train === undefined || least === undefined) return 'worse';
  const extra = asCost(train, direction) - asCost(least, direction);
  if (!larger && extra > noise) return 'too few';
  return larger && extra < 0 ? 'too many' : 'worse';
}

const trainOf = ({ facts }: Trial) => (typeof facts.train === 'number' ? facts.train : undefined);

/** The power of two at or below the neurons of a layer. */
function octave({ layers, neurons }: Setting): number | undefined {
  if (Number(layers) === 0 || !(Number(neurons) >= 1)) return undefined;
  let low = 1;
  while (low * 2 <= Number(neurons)) low *= 2;
  return low;
}
