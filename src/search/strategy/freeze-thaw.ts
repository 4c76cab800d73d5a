import { usageError } from '../../error.js';
import { pow } from '../../math/elementary.js';
import { stream } from '../../math/random.js';
import { median } from '../../math/statistics.js';
import { epochsTrained } from '../../study/outcome.js';
import type { Trial } from '../../study/trial.js';
import {
  type CurveModel,
  type CurvePoint,
  learnLevels,
  learnPast,
  modelFrom,
  type Past,
} from '../../surrogate/curve/curve-model.js';
import { costsOf } from '../costs.js';
import { random } from '../random.js';
import type { Sampler } from '../sampler.js';
import { short } from '../stopping/words.js';
import { ladder } from './ladder.js';
import { atOneRung } from './seen.js';
import type { Progression, Strategy } from './strategy.js';

// Freeze-thaw (Swersky et al. 2014, arXiv 1406.3896) with ifBO's acquisition MFPI-random (Rakotoarison et al. 2024, arXiv 2404.16795), on the curve
// dictionary in place of a transformer. For each step a horizon h, uniform over a training, and a target τ below the best value are drawn, τ = best −
// 10^U(−4, −1) of the spread; whichever curve, begun or new, is most likely to be below τ after h more is trained a little further. Long and
// short sight, modest and bold aims take turns by chance, so none has to be chosen. New settings are alike to the curve model; a
// sampler says which one it is.

export interface FreezeThawOptions {
  /** How far a trial goes on at a time, as a share of a training; default 1/26, two of 52 epochs. */
  readonly step?: number;
  /** Where new settings come from; default random. It sees the highest rung with enough trials. */
  readonly sampler?: Sampler;
  /** Trials in progress are forecast anew each time; beyond this many the worst are left frozen. Default 60. */
  readonly thawable?: number;
}

/** Trains whichever curve promises most, a little at a time; never ends. Throws when an option is out of range. */
export function freezeThaw({
  step = 1 / 26,
  sampler = random(),
  thawable = 60,
}: FreezeThawOptions = {}): Strategy {
  if (!(step > 0 && step <= 1))
    throw usageError(`freezeThaw with step = ${step}: it is a share of a training, above 0 to 1`);
  const modelFor = rememberedModels();
  return {
    name: `freeze-thaw of ${sampler.name}`,
    next(progression) {
      const { most, least } = progression.fidelity;
      const further = (trained: number) =>
        Math.min(most, Math.max(least, trained + Math.max(1, Math.round(step * most))));
      const known = knownCurves(progression);
      const paused = known.filter(({ trial }) => trial.state === 'paused').slice(0, thawable);
      const thawed =
        known.length < 2 ? undefined : mostPromising(progression, known, paused, modelFor(known, most));
      if (thawed !== undefined) return { ...thawed, until: further(thawed.trained) };
      const history = atOneRung(progression, ladder(progression.fidelity, 3));
      return { kind: 'start', setting: sampler.propose(history), until: further(0) };
    },
  };
}

interface Known {
  readonly trial: Trial;
  readonly costs: readonly CurvePoint[];
  readonly last: number;
}

/** Curves with at least a number, by their last value from best to worst. What blew up or failed is not among them. */
function knownCurves({ trials, direction }: Progression): Known[] {
  return trials
    .filter(({ state }) => state !== 'diverged' && state !== 'failed')
    .map((trial) => {
      const costs = costsOf(trial.intermediate, direction);
      return {
        trial,
        costs,
        last: costs.findLast(({ value }) => Number.isFinite(value))?.value ?? Number.NaN,
      };
    })
    .filter(({ last }) => !Number.isNaN(last))
    .sort((a, b) => a.last - b.last || a.trial.number - b.trial.number);
}

/** The paused trial that is more likely than any other, and than a new one, to come below the target; undefined when a new one is. */
function mostPromising(
  progression: Progression,
  known: readonly Known[],
  paused: readonly Known[],
  model: CurveModel,
) {
  const { most, least } = progression.fidelity;
  const { horizon, target } = drawAim(progression, known);
  const chanceOf = (costs: readonly CurvePoint[], trained: number) =>
    model.extrapolate(costs, Math.min(most, Math.max(least, trained + horizon))).below(target);
  let best = chanceOf(none, 0);
  let found: Known | undefined;
  for (const one of paused) {
    const chance = chanceOf(one.costs, epochsTrained(one.trial));
    if (chance >= best) [best, found] = [chance, one];
  }
  if (found === undefined) return undefined;
  const why = `a ${short(100 * best)} % chance of what is sought in ${horizon} more`;
  return { kind: 'continue' as const, number: found.trial.number, trained: epochsTrained(found.trial), why };
}

const none: readonly CurvePoint[] = [];

/** How far to look ahead, and what to be better than. */
function drawAim(progression: Progression, known: readonly Known[]) {
  const draws = stream(progression.seed, tick(progression), 'strategy: freeze-thaw');
  const horizon = 1 + draws.below(progression.fidelity.most);
  const best = Math.min(
    ...known.flatMap(({ costs }) => costs.map(({ value }) => value)).filter(Number.isFinite),
  );
  const spread = Math.max(median(known.map(({ last }) => last)) - best, 1e-9 * Math.abs(best), 1e-12);
  return { horizon, target: best - pow(10, -4 + 3 * draws.uniform()) * spread };
}

/** A number that changes with every step taken: what was trained, what was begun, and what is on its way. */
function tick({ trials, number }: Progression): number {
  const trained = trials.reduce((sum, trial) => sum + epochsTrained(trial), 0);
  const running = trials.filter(({ state }) => state === 'running').length;
  return (trained * 31 + number * 7 + running) >>> 0;
}

/** Models by what they have learnt: levels from all curves, shapes and widths from complete ones. Kept to save time only. */
function rememberedModels() {
  const pasts = new Map<string, Past>();
  const models = new Map<string, CurveModel>();
  return (known: readonly Known[], most: number): CurveModel => {
    const complete = known
      .filter(({ trial }) => trial.state === 'complete')
      .sort((a, b) => a.trial.number - b.trial.number);
    const past = complete
      .map(({ trial, costs }) => `${trial.number}:${costs.map(({ value }) => value).join()}`)
      .join(';');
    const learnt = remember(pasts, past, () =>
      learnPast(
        complete.map(({ costs }) => costs),
        most,
      ),
    );
    const prior = learnLevels(
      known.map(({ costs }) => costs),
      most,
    );
    return remember(models, `${JSON.stringify(prior)} ${past}`, () => modelFrom(prior, learnt, most));
  };
}

const mostRemembered = 4;

function remember<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const found = memory.get(key) ?? make();
  memory.delete(key);
  memory.set(key, found);
  if (memory.size > mostRemembered) memory.delete(memory.keys().next().value!);
  return found;
}
