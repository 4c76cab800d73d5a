import { usageError } from '../error.js';
import { type Stream, stream } from '../math/random.js';
import { isAllowed } from '../space/constraint.js';
import { decode } from '../space/encode.js';
import type { Setting } from '../space/parameter.js';
import { samplePrior } from '../space/prior.js';
import type { Observations } from '../surrogate/tpe/observations.js';
import { drawNew } from './draw-new.js';
import type { History, Sampler } from './sampler.js';
import { countRanked, splitIndices } from './split.js';
import { blocksOf, type Jointly } from './tpe/blocks.js';
import { blockDraw } from './tpe/densities.js';
import { evidenceOf } from './tpe/evidence.js';
import { wasTried } from './tried.js';

// Multivariate tree-structured Parzen estimator as in Optuna 5 (`samplers/_tpe`): of candidates drawn from l, the density of the good
// trials, the one with the greatest l/g is proposed, g being the density of the others. Differences from Optuna:
//   · ordinals are ordered and conditional hyperparameters take part in the one joint density (see surrogate/tpe/parzen.ts);
//   · declared priors: the first trials are drawn from them; then the wide kernel of l, and of l only, is the prior with a weight that
//     falls as startup/n, n being the trials ranked, so that unseen places count as much as they are believed in, ever less;
//   · diverged trials are bad ones rather than left out;
//   · a setting that was tried is not proposed again while another is to be had;
//   · candidates that break a constraint of the space are left out.

export interface TpeOptions {
  /** Ranked trials before the densities are used; until then proposals come from the prior. Default 10. */
  readonly startup?: number;
  /** Candidates drawn for each proposal; default 24. */
  readonly candidates?: number;
  /** One joint density (default true), or each hyperparameter by itself. */
  readonly multivariate?: boolean;
  /** A joint density for each group of hyperparameters that always exist together, in place of one for all; default false. */
  readonly group?: boolean;
  /** Whether proposals stay away from settings that are being tried ("constant liar"); default true. */
  readonly constantLiar?: boolean;
}

/** Proposes by a tree-structured Parzen estimator. Throws a SweetspotError of kind `usage` for `group` without `multivariate`. */
export function tpe(options: TpeOptions = {}): Sampler {
  const { startup = 10, candidates = 24, multivariate = true, group = false, constantLiar = true } = options;
  if (group && !multivariate)
    throw usageError(
      'tpe with group and multivariate: false',
      'Groups have joint densities: leave one of them out.',
    );
  const jointly = group ? 'groups' : multivariate ? 'all' : 'none';
  return {
    name: 'tpe',
    propose(history) {
      const draws = stream(history.seed, history.number, 'search: tpe');
      const ranked = countRanked(history.trials);
      if (ranked < Math.max(1, startup))
        return drawNew(history.space, history.trials, () => samplePrior(history.space, draws));
      const settled = { candidates, constantLiar, jointly, ranked, priorShare: startup / ranked } as const;
      return proposeByDensities(history, settled, draws);
    },
  };
}

type Settled = Required<Pick<TpeOptions, 'candidates' | 'constantLiar'>> & {
  readonly jointly: Jointly;
  /** How many trials are. */
  readonly ranked: number;
  readonly priorShare: number;
};

function proposeByDensities(history: History, settled: Settled, draws: Stream): Setting {
  const { space, trials, direction } = history;
  const seen = evidenceOf(space)(trials);
  const split = splitIndices(trials, direction, { liar: settled.constantLiar }, settled.ranked);
  const blocks = blocksOf(space, settled.jointly);
  const drawOf = blocks.map((block) => once(() => blockDraw(seen, split, block, settled.priorShare)));
  const exists = existsAt(seen);

  /** From the best on; of several blocks the point of each block's best, for in the others' points other hyperparameters may exist. */
  function bestPoints(): Float64Array[] {
    let points: Float64Array[] = [new Float64Array(seen.axes.length).fill(Number.NaN)];
    blocks.forEach((block, b) => {
      const given = points[0]!;
      if (!exists(given, block[0]!)) return;
      const { sample, rank } = drawOf[b]!();
      points = rank(copies(given, settled.candidates).map((point) => sample(draws, point)));
    });
    return blocks.length === 1 ? points : points.slice(0, 1);
  }

  function onePoint(): Float64Array {
    const point = new Float64Array(seen.axes.length).fill(Number.NaN);
    blocks.forEach((block, b) => {
      if (exists(point, block[0]!)) drawOf[b]!().sample(draws, point);
    });
    return point;
  }

  for (const point of bestPoints()) {
    const setting = decode(space, point);
    if (isAllowed(space, setting) && !wasTried(space, trials, setting)) return setting;
  }
  return drawElsewhere(history, () => decode(space, onePoint()), draws);
}

/** Where the densities give nothing that is new and allowed, the prior may. */
function drawElsewhere({ space, trials }: History, draw: () => Setting, draws: Stream): Setting {
  let count = 0;
  return drawNew(space, trials, () => (count++ % 2 === 0 ? draw() : samplePrior(space, draws)));
}

/** Whether a hyperparameter exists beside the ones chosen so far. */
function existsAt({ leaveOut }: Observations): (point: Float64Array, j: number) => boolean {
  return (point, j) => {
    const tried = point.slice();
    tried[j] = 0.5;
    return !Number.isNaN(leaveOut(tried)[j]!);
  };
}

/** So many of a point, side by side: arrays by themselves would take longer to make than to draw. */
function copies(point: Float64Array, count: number): Float64Array[] {
  const numbers = new Float64Array(count * point.length);
  return Array.from({ length: count }, (_, i) => {
    const copy = numbers.subarray(i * point.length, (i + 1) * point.length);
    copy.set(point);
    return copy;
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
